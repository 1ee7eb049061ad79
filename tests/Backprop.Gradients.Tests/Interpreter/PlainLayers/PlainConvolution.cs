namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>Convolution in groups, on images: y[v, u, f] = b[f] + Σ x[v·stride + a·dilation − before, …, group of f + c]·w[a, b, c, f]. Along one axis
/// it is that of images one pixel wide.</summary>
internal sealed class PlainConvolution : PlainProduct
{
    private readonly PlainWindow vertical, horizontal;
    private readonly int height, width, channels, groups, filters;

    private PlainConvolution(PlainAttribute attribute, int[] image, PlainWindow vertical, PlainWindow horizontal, int[] shape, int[] weight)
        : base(attribute, shape, weight, Size(weight) / weight[^1])
    {
        (this.vertical, this.horizontal) = (vertical, horizontal);
        (height, width, channels) = (image[0], image[1], image[2]);
        (groups, filters) = (attribute.Get("Groups", 1), shape[^1]);
    }

    public static PlainConvolution OfRows(PlainAttribute attribute, int[] input)
    {
        int filters = attribute.Numbers[0], kernel = attribute.Numbers[1];
        PlainWindow window = PlainWindow.Read(attribute, [input[0]], [kernel], [1])[0], one = new(1, 1, 1, 0, 0);
        return new PlainConvolution(
            attribute, [input[0], 1, input[1]], window, one, [window.Count(input[0]), filters], [kernel, input[1] / attribute.Get("Groups", 1), filters]);
    }

    public static PlainConvolution OfImages(PlainAttribute attribute, int[] input)
    {
        int filters = attribute.Numbers[0], kernelHeight = attribute.Numbers[1], kernelWidth = attribute.Numbers[^1];
        PlainWindow[] windows = PlainWindow.Read(attribute, input[..2], [kernelHeight, kernelWidth], [1, 1]);
        return new PlainConvolution(
            attribute,
            input,
            windows[0],
            windows[1],
            [windows[0].Count(input[0]), windows[1].Count(input[1]), filters],
            [kernelHeight, kernelWidth, input[2] / attribute.Get("Groups", 1), filters]);
    }

    protected override IEnumerable<(int Input, int Weight, int Output)> Terms(int rows)
    {
        int rowsOut = vertical.Count(height), columnsOut = horizontal.Count(width), inGroup = channels / groups;
        for (int pixel = 0; pixel < rows * rowsOut * columnsOut; pixel++)
        {
            int row = pixel / (rowsOut * columnsOut), v = pixel / columnsOut % rowsOut, u = pixel % columnsOut;
            for (int tap = 0; tap < vertical.Kernel * horizontal.Kernel; tap++)
            {
                int y = vertical.Position(v, tap / horizontal.Kernel), x = horizontal.Position(u, tap % horizontal.Kernel);
                for (int c = 0; c < inGroup && y >= 0 && y < height && x >= 0 && x < width; c++)
                {
                    for (int filter = 0; filter < filters; filter++)
                    {
                        int group = filter / (filters / groups);
                        int input = (((((row * height) + y) * width) + x) * channels) + (group * inGroup) + c;
                        yield return (input, (((tap * inGroup) + c) * filters) + filter, (pixel * filters) + filter);
                    }
                }
            }
        }
    }
}
