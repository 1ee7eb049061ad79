using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>What is added around an image; a sequence has a left and a right end only.</summary>
internal sealed record Margins(int Top, int Bottom, int Left, int Right)
{
    public static Margins None { get; } = new(0, 0, 0, 0);

    /// <summary>As users count them: <c>top 1, bottom 2, left 0, right 0</c>.</summary>
    public string Described => $"top {Top}, bottom {Bottom}, left {Left}, right {Right}";

    /// <summary>The shape with the margins around it.</summary>
    public Shape Around(Shape shape)
    {
        Image image = Image.Of(shape);
        return new Image(image.Height + Top + Bottom, image.Width + Left + Right, image.Channels).Shape(shape.Dimensions.Count);
    }

    /// <summary>The shape without them.</summary>
    public Shape Inside(Shape shape) => new Margins(-Top, -Bottom, -Left, -Right).Around(shape);

    /// <summary>Writes a loop over the lines of the current row's image; its body is given where each starts, in the image and in what is around it.</summary>
    public void ForEachLine(KernelWriter kernel, Image inner, Image outer, Action<string, string> body)
    {
        string inside = $"row * {inner.Size}", around = IndexText.Plus($"row * {outer.Size}", $"{(Top * outer.Line) + (Left * outer.Channels)}");
        if (inner.Height == 1)
        {
            body(inside, around);
            return;
        }

        kernel.Block($"for (int line = 0; line < {inner.Height}; line++)", () => body($"{inside} + {IndexText.Times("line", inner.Line)}", $"{around} + {IndexText.Times("line", outer.Line)}"));
    }
}
