using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>The loops and the indices that the kernels of convolutions share. All but the number of rows is constant, and a loop of one round is not written.</summary>
internal sealed class ConvolutionLoops(ConvolutionGeometry geometry)
{
    /// <summary>The first channel of the current group.</summary>
    public string FirstChannel => IndexText.Times(Variable("group", geometry.Groups), geometry.GroupChannels);

    /// <summary>The first filter of the current group.</summary>
    public string FirstFilter => IndexText.Times(Variable("group", geometry.Groups), geometry.GroupFilters);

    /// <summary>Where the window of the first output of the current line starts.</summary>
    public string WindowOfLine => IndexText.Plus(IndexText.Times("row", geometry.Input.Size), IndexText.Times(Line, geometry.StepY));

    /// <summary>The number of the first position of the current line, among those of all rows.</summary>
    public string PositionOfLine => IndexText.Plus(IndexText.Times("row", geometry.Output.Height * geometry.Output.Width), IndexText.Times(Line, geometry.Output.Width));

    /// <summary>Where the current segment starts, from the start of the window.</summary>
    public string TapOffset => IndexText.Sum([.. geometry.Taps.Select(tap => IndexText.Times(tap.Variable, tap.Stride))]);

    /// <summary>The number of the current segment.</summary>
    public string Tap => geometry.Taps.Count switch
    {
        0 => "0",
        1 => geometry.Taps[0].Variable,
        _ => $"({geometry.Taps[0].Variable} * {geometry.Taps[1].Count} + {geometry.Taps[1].Variable})",
    };

    /// <summary>The number of this thread's first tile under the current segment: each segment starts with another thread, so that all get about as many.</summary>
    public string Part => PartFrom(Tap);

    private string Line => Variable("oy", geometry.Output.Height);

    /// <summary>The variable of a loop; 0 where there is no loop.</summary>
    public static string Variable(string name, int count) => count == 1 ? "0" : name;

    /// <summary>The number of this thread's first tile, where the first of all is that of another thread each time.</summary>
    public static string PartFrom(string time) => time == "0" ? "part" : $"(part + {time.Trim('(', ')')}) % parts";

    /// <summary>A loop, of more than one round.</summary>
    public static void Loop(KernelWriter kernel, string variable, int count, Action body)
    {
        if (count == 1)
        {
            body();
        }
        else
        {
            kernel.Block($"for (int {variable} = 0; {variable} < {count}; {variable}++)", body);
        }
    }

    /// <summary>Loops over the groups.</summary>
    public void Groups(KernelWriter kernel, Action body) => Loop(kernel, "group", geometry.Groups, body);

    /// <summary>Loops over the lines of the output, in all rows.</summary>
    public void OutputLines(KernelWriter kernel, Action body) => kernel.Block("for (int row = 0; row < rows; row++)", () => LinesOfRow(kernel, body));

    /// <summary>Loops over the lines of the output, in the current row.</summary>
    public void LinesOfRow(KernelWriter kernel, Action body) => Loop(kernel, "oy", geometry.Output.Height, body);

    /// <summary>Loops over the segments of the window.</summary>
    public void Taps(KernelWriter kernel, Action body) => geometry.Taps.Reverse().Aggregate(body, (inner, tap) => () => Loop(kernel, tap.Variable, tap.Count, inner))();
}
