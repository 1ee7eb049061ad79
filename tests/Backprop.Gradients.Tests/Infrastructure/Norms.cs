namespace Backprop.Gradients.Tests.Infrastructure;

/// <summary>Distances between tensors, norm-wise: ‖actual − expected‖₂ against ‖expected‖₂.</summary>
internal static class Norms
{
    public static double Norm(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    public static double Distance(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var difference = new double[expected.Length];
        for (int i = 0; i < difference.Length; i++)
        {
            difference[i] = actual[i] - expected[i];
        }

        return Norm(difference);
    }

    /// <summary>Fails unless the distance is at most <paramref name="tolerance"/> times the larger of ‖expected‖ and <paramref name="floor"/>.</summary>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what, double floor = 0)
    {
        double distance = Distance(expected, actual), scale = Math.Max(Norm(expected), floor);
        Assert.True(distance <= tolerance * scale, $"{what}: off by {distance}, {distance / scale} of the norm {scale}; allowed is {tolerance}.");
    }

    public static double[] ToDouble<T>(ReadOnlySpan<T> values)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = double.CreateChecked(values[i]);
        }

        return result;
    }
}
