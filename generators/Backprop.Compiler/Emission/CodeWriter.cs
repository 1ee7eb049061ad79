using System.Text;

namespace Backprop.Compiler.Emission;

/// <summary>C# text with indentation; lines end in \n whatever the platform.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    public override string ToString() => text.ToString();

    public void Line(string line = "")
    {
        if (line.Length > 0)
        {
            text.Append(' ', 4 * depth).Append(line);
        }

        text.Append('\n');
    }

    public void Lines(string lines)
    {
        foreach (string line in lines.Split('\n'))
        {
            Line(line);
        }
    }

    /// <summary>A head and its body in braces.</summary>
    public void Block(string head, Action body)
    {
        Lines(head);
        Braces(body);
    }

    /// <summary>A body in braces.</summary>
    public void Braces(Action body)
    {
        Line("{");
        depth++;
        body();
        depth--;
        Line("}");
    }
}
