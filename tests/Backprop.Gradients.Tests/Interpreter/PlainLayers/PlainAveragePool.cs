namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>The mean of a window, in which the padding counts as zeros.</summary>
internal sealed class PlainAveragePool : PlainLinear
{
    private readonly int[] image;
    private readonly PlainWindow[] windows;

    private PlainAveragePool(int[] image, PlainWindow[] windows)
        : base([windows[0].Count(image[0]), windows[1].Count(image[1]), image[2]])
    {
        (this.image, this.windows) = (image, windows);
    }

    public static PlainAveragePool Create(PlainAttribute attribute, int[] input)
    {
        int[] kernel = [attribute.Numbers[0], attribute.Numbers[^1]];
        return new PlainAveragePool(input, PlainWindow.Read(attribute, input[..2], kernel, kernel));
    }

    protected override IEnumerable<(int Input, int Output, double Factor)> Terms()
    {
        int area = windows[0].Kernel * windows[1].Kernel;
        for (int o = 0; o < Width; o++)
        {
            int channel = o % image[2], u = o / image[2] % Shape[1], v = o / image[2] / Shape[1];
            for (int tap = 0; tap < area; tap++)
            {
                int y = windows[0].Position(v, tap / windows[1].Kernel), x = windows[1].Position(u, tap % windows[1].Kernel);
                if (y >= 0 && y < image[0] && x >= 0 && x < image[1])
                {
                    yield return ((((y * image[1]) + x) * image[2]) + channel, o, 1.0 / area);
                }
            }
        }
    }
}
