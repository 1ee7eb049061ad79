namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>Depthwise convolution: y[v, u, c·multiplier + m] = b[…] + Σ x[v·stride + a·dilation − before, …, c]·w[a, b, c, m].</summary>
internal sealed class PlainDepthwise : PlainProduct
{
    private readonly int[] image;
    private readonly PlainWindow[] windows;
    private readonly int multiplier;

    private PlainDepthwise(PlainAttribute attribute, int[] image, int[] kernel, PlainWindow[] windows, int multiplier)
        : base(
            attribute,
            [windows[0].Count(image[0]), windows[1].Count(image[1]), image[2] * multiplier],
            [kernel[0], kernel[1], image[2], multiplier],
            kernel[0] * kernel[1])
    {
        (this.image, this.windows, this.multiplier) = (image, windows, multiplier);
    }

    public static PlainDepthwise Create(PlainAttribute attribute, int[] input)
    {
        int[] kernel = [attribute.Numbers[0], attribute.Numbers[^1]];
        return new PlainDepthwise(attribute, input, kernel, PlainWindow.Read(attribute, input[..2], kernel, [1, 1]), attribute.Get("Multiplier", 1));
    }

    protected override IEnumerable<(int Input, int Weight, int Output)> Terms(int rows)
    {
        (int height, int width, int channels) = (image[0], image[1], image[2]);
        (int rowsOut, int columnsOut) = (Shape[0], Shape[1]);
        for (int pixel = 0; pixel < rows * rowsOut * columnsOut; pixel++)
        {
            int row = pixel / (rowsOut * columnsOut), v = pixel / columnsOut % rowsOut, u = pixel % columnsOut;
            for (int tap = 0; tap < windows[0].Kernel * windows[1].Kernel; tap++)
            {
                int y = windows[0].Position(v, tap / windows[1].Kernel), x = windows[1].Position(u, tap % windows[1].Kernel);
                for (int c = 0; c < channels && y >= 0 && y < height && x >= 0 && x < width; c++)
                {
                    for (int m = 0; m < multiplier; m++)
                    {
                        int input = (((((row * height) + y) * width) + x) * channels) + c, output = (c * multiplier) + m;
                        yield return (input, (tap * channels * multiplier) + output, (pixel * channels * multiplier) + output);
                    }
                }
            }
        }
    }
}
