using Backprop;

namespace Samples;

/// <summary>The textbook's data: three arms that wind around each other.</summary>
/// <param name="Points">x and y of each point, one point after the other.</param>
/// <param name="Labels">Each point's arm, 0 to 2.</param>
public sealed record Spirals(float[] Points, int[] Labels)
{
    /// <summary>The arms.</summary>
    public const int Classes = 3;

    /// <summary>Points along each.</summary>
    public const int PointsPerClass = 300;

    /// <summary>
    /// Arm k is (r·sin θ, r·cos θ) with r from 0 to 1 and θ from 4k to 4(k + 1) in equal steps, θ with noise of N(0, 0.25²).
    /// </summary>
    /// <param name="seed">Of the noise.</param>
    public static Spirals Generate(long seed)
    {
        float[] points = new float[Classes * PointsPerClass * 2];
        int[] labels = new int[Classes * PointsPerClass];
        for (int arm = 0; arm < Classes; arm++)
        {
            var noise = new CounterRandom(seed, RandomStreams.User + arm);
            for (int i = 0; i < PointsPerClass; i++)
            {
                double along = i / (PointsPerClass - 1.0);
                double angle = (4 * (arm + along)) + (0.25 * noise.Normal(i));
                int row = (arm * PointsPerClass) + i;
                points[2 * row] = (float)(along * Math.Sin(angle));
                points[(2 * row) + 1] = (float)(along * Math.Cos(angle));
                labels[row] = arm;
            }
        }

        return new Spirals(points, labels);
    }
}
