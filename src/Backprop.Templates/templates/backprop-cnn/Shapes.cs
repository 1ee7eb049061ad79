using Backprop;

namespace TEMPLATE_NAMESPACE;

/// <summary>Images of outlined shapes, of any size and place, with noise: 0 is dark, 1 is bright.</summary>
internal static class Shapes
{
    /// <summary>Pixels along a side of an image.</summary>
    public const int Side = 16;

    /// <summary>How many kinds there are.</summary>
    public const int Kinds = 4;

    /// <summary>Their names.</summary>
    public static readonly string[] Names = ["circle", "square", "triangle", "cross"];

    /// <summary>Draws images, of each kind in turn.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed gives the same images.</param>
    public static Dataset Draw(int count, int seed)
    {
        var random = new Random(seed);
        float[] images = new float[count * Side * Side];
        int[] kinds = new int[count];
        for (int i = 0; i < count; i++)
        {
            kinds[i] = i % Kinds;
            Draw(kinds[i], random, images.AsSpan(i * Side * Side, Side * Side));
        }

        return Dataset.Classification(images, kinds, Side * Side, Kinds);
    }

    /// <summary>Draws one image.</summary>
    public static void Draw(int kind, Random random, Span<float> image)
    {
        double radius = 3 + (3 * random.NextDouble());
        double centerX = radius + ((Side - 1 - (2 * radius)) * random.NextDouble());
        double centerY = radius + ((Side - 1 - (2 * radius)) * random.NextDouble());
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                double distance = DistanceToOutline(kind, x - centerX, y - centerY, radius);
                double ink = Math.Clamp(1.2 - distance, 0, 1), noise = 0.3 * random.NextDouble();
                image[(y * Side) + x] = (float)Math.Min(1, (0.7 * ink) + noise);
            }
        }
    }

    private static double DistanceToOutline(int kind, double x, double y, double radius) => kind switch
    {
        0 => Math.Abs(Math.Sqrt((x * x) + (y * y)) - radius),
        1 => Math.Abs(Math.Max(Math.Abs(x), Math.Abs(y)) - (0.85 * radius)),
        2 => Math.Abs(Math.Max(y - (0.5 * radius), (0.87 * Math.Abs(x)) - (0.5 * y) - (0.5 * radius))),
        _ => Math.Max(Math.Min(Math.Abs(x), Math.Abs(y)), Math.Max(Math.Abs(x), Math.Abs(y)) - radius),
    };
}
