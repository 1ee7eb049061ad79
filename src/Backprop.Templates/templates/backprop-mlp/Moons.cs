using Backprop;

namespace TEMPLATE_NAMESPACE;

/// <summary>Points on two half-circles that reach into each other, with noise.</summary>
internal static class Moons
{
    /// <summary>Draws points, of the upper and of the lower moon in turn.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed gives the same points.</param>
    public static Dataset Draw(int count, int seed)
    {
        var random = new Random(seed);
        float[] points = new float[2 * count];
        int[] moons = new int[count];
        for (int i = 0; i < count; i++)
        {
            double angle = Math.PI * random.NextDouble();
            bool lower = i % 2 == 1;
            double x = lower ? 1 - Math.Cos(angle) : Math.Cos(angle), y = lower ? 0.5 - Math.Sin(angle) : Math.Sin(angle);
            points[2 * i] = (float)(x + (0.5 * (random.NextDouble() - 0.5)));
            points[(2 * i) + 1] = (float)(y + (0.5 * (random.NextDouble() - 0.5)));
            moons[i] = lower ? 1 : 0;
        }

        return Dataset.Classification(points, moons, inputSize: 2, classes: 2);
    }
}
