namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>The largest number of a window, without the padding. The first of several largest ones, row by row, gets the gradient.</summary>
internal sealed class PlainMaxPool : PlainLayer
{
    private readonly int[] image;
    private readonly PlainWindow[] windows;

    private PlainMaxPool(int[] image, PlainWindow[] windows)
        : base([windows[0].Count(image[0]), windows[1].Count(image[1]), image[2]])
    {
        (this.image, this.windows) = (image, windows);
    }

    public static PlainMaxPool Create(PlainAttribute attribute, int[] input)
    {
        int[] kernel = [attribute.Numbers[0], attribute.Numbers[^1]];
        return new PlainMaxPool(input, PlainWindow.Read(attribute, input[..2], kernel, kernel));
    }

    public override double[] Forward(PlainCall call) => [.. Enumerable.Range(0, call.Rows * Width).Select(o => call.X[First(call.X, o)])];

    public override double[][] Backward(PlainCall call, double[] gradient)
    {
        var dx = new double[call.X.Length];
        for (int o = 0; o < gradient.Length; o++)
        {
            dx[First(call.X, o)] = PlainRounding.Round(dx[First(call.X, o)] + gradient[o], call.Bits);
        }

        return [dx];
    }

    /// <summary>How much larger the largest is than the next.</summary>
    public override IEnumerable<(int Row, double Distance)> OffKinks(PlainCall call) =>
        from o in Enumerable.Range(0, call.Rows * Width)
        let first = First(call.X, o)
        from i in Window(o)
        where i != first
        select (o / Width, call.X[first] - call.X[i]);

    public override IEnumerable<int> Regions(PlainCall call) => Enumerable.Range(0, call.Rows * Width).Select(o => First(call.X, o));

    private int First(double[] x, int output)
    {
        int first = -1;
        foreach (int i in Window(output))
        {
            if (first < 0 || x[i] > x[first])
            {
                first = i;
            }
        }

        return first;
    }

    /// <summary>The inputs of an output, row by row.</summary>
    private IEnumerable<int> Window(int output)
    {
        int channel = output % image[2], u = output / image[2] % Shape[1], v = output / image[2] / Shape[1] % Shape[0], row = output / Width;
        for (int tap = 0; tap < windows[0].Kernel * windows[1].Kernel; tap++)
        {
            int y = windows[0].Position(v, tap / windows[1].Kernel), x = windows[1].Position(u, tap % windows[1].Kernel);
            if (y >= 0 && y < image[0] && x >= 0 && x < image[1])
            {
                yield return (((((row * image[0]) + y) * image[1]) + x) * image[2]) + channel;
            }
        }
    }
}
