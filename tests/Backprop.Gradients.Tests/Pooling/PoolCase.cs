using static System.FormattableString;

namespace Backprop.Gradients.Tests.Pooling;

/// <summary>A pool on an input of its own.</summary>
/// <param name="IsMax">Whether it is <c>[MaxPool2D]</c>, else <c>[AveragePool2D]</c>.</param>
/// <param name="Image">Height, width and channels of the input.</param>
/// <param name="Window">The window's height and width.</param>
/// <param name="Stride">The strides; null: the window's size.</param>
/// <param name="Pads">Top, bottom, left, right; null: none. Empty: as Padding.Same says.</param>
internal sealed record PoolCase(bool IsMax, (int Height, int Width, int Channels) Image, (int Height, int Width) Window, (int Height, int Width)? Stride = null, int[]? Pads = null)
{
    private (int Height, int Width) Step => Stride ?? Window;

    /// <summary>What is added at the borders: top, bottom, left, right.</summary>
    private int[] Margins => Pads is null ? [0, 0, 0, 0] : Pads.Length == 4 ? Pads : [.. Same(Image.Height, Window.Height, Step.Height), .. Same(Image.Width, Window.Width, Step.Width)];

    private (int Height, int Width) Result =>
        (((Margins[0] + Image.Height + Margins[1] - Window.Height) / Step.Height) + 1, ((Margins[2] + Image.Width + Margins[3] - Window.Width) / Step.Width) + 1);

    public int InputSize => Image.Height * Image.Width * Image.Channels;

    public int OutputSize => Result.Height * Result.Width * Image.Channels;

    public string Declare(string name, bool isDouble) => Invariant(
        $"using Backprop; [Network({(isDouble ? "Precision = Precision.Double, " : "")}InputGradient = true)] [Input({Image.Height}, {Image.Width}, {Image.Channels})] {Attribute} public sealed partial class {name};");

    public override string ToString() => Invariant($"{Attribute} on {Image.Height}x{Image.Width}x{Image.Channels}");

    /// <summary>The pool of one row, window by window, and where each value came from.</summary>
    public double[] Run(double[] x) => [.. Positions().Select(position => IsMax ? Windowed(x, position).Max(one => one.Value) : Windowed(x, position).Sum(one => one.Value) / (Window.Height * Window.Width))];

    /// <summary>∂L/∂x of one row, given ∂L/∂y.</summary>
    public double[] InputGradient(double[] x, double[] gradient)
    {
        double[] result = new double[x.Length];
        foreach (((int Y, int X, int Channel) position, double g) in Positions().Zip(gradient))
        {
            (int Index, double Value)[] window = [.. Windowed(x, position)];
            double largest = window.Max(one => one.Value);
            foreach ((int index, double _) in IsMax ? [window.First(one => one.Value == largest)] : window.Where(one => one.Index >= 0))
            {
                result[index] += IsMax ? g : g / (Window.Height * Window.Width);
            }
        }

        return result;
    }

    private string Attribute
    {
        get
        {
            string size = Window.Height == Window.Width ? Invariant($"{Window.Height}") : Invariant($"{Window.Height}, {Window.Width}");
            string stride = Stride is not { } step ? "" : step.Height == step.Width ? Invariant($", Stride = {step.Height}") : Invariant($", StrideHeight = {step.Height}, StrideWidth = {step.Width}");
            string pads = Pads is null ? "" : Pads.Length == 0 ? ", Padding = Padding.Same" : $", Pads = new[] {{ {string.Join(", ", Pads)} }}";
            return $"[{(IsMax ? "Max" : "Average")}Pool2D({size}{stride}{pads})]";
        }
    }

    private IEnumerable<(int Y, int X, int Channel)> Positions() =>
        from y in Enumerable.Range(0, Result.Height)
        from x in Enumerable.Range(0, Result.Width)
        from channel in Enumerable.Range(0, Image.Channels)
        select (y, x, channel);

    // The values under a window, line by line; the padding's have no index.
    private IEnumerable<(int Index, double Value)> Windowed(double[] x, (int Y, int X, int Channel) position)
    {
        for (int line = 0; line < Window.Height; line++)
        {
            for (int column = 0; column < Window.Width; column++)
            {
                int vertical = (position.Y * Step.Height) + line - Margins[0], horizontal = (position.X * Step.Width) + column - Margins[2];
                bool inside = vertical >= 0 && vertical < Image.Height && horizontal >= 0 && horizontal < Image.Width;
                int index = (((vertical * Image.Width) + horizontal) * Image.Channels) + position.Channel;
                yield return inside ? (index, x[index]) : (-1, IsMax ? double.NegativeInfinity : 0);
            }
        }
    }

    // As many as make the result ⌈size / stride⌉; the odd one after.
    private static int[] Same(int size, int window, int stride)
    {
        int positions = (size + stride - 1) / stride, missing = Math.Max(((positions - 1) * stride) + window - size, 0);
        return [missing / 2, missing - (missing / 2)];
    }
}
