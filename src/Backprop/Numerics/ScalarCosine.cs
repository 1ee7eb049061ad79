namespace Backprop.Numerics;

/// <summary>cos(π·x) in double with sums and products alone: the platform's cosine differs between machines in its last bits.</summary>
internal static class ScalarCosine
{
    /// <summary>cos(π·x) for 0 ≤ x ≤ 1, within 2.3e-16 absolute; exactly 1, 0 and −1 at 0, ½ and 1.</summary>
    public static double OfPi(double x)
    {
        // cos(π − a) = −cos(a), and near ½ cos(π·x) = sin(π·(½ − x)): the series then converge within |a| ≤ π/4.
        if (x > 0.5)
        {
            return -OfPi(1.0 - x);
        }

        return x <= 0.25 ? CosineSeries(Math.PI * x) : SineSeries(Math.PI * (0.5 - x));
    }

    /// <summary>Σ (−1)ᵏ a²ᵏ / (2k)!, to k = 8: the first term left out is below 1e-17.</summary>
    private static double CosineSeries(double a)
    {
        double sum = 0;
        for (int k = 8; k > 0; k--)
        {
            sum = (1.0 + sum) * (-a * a / ((2 * k - 1) * (2 * k)));
        }

        return 1.0 + sum;
    }

    /// <summary>Σ (−1)ᵏ a²ᵏ⁺¹ / (2k + 1)!, to k = 8.</summary>
    private static double SineSeries(double a)
    {
        double sum = 0;
        for (int k = 8; k > 0; k--)
        {
            sum = (1.0 + sum) * (-a * a / ((2 * k) * (2 * k + 1)));
        }

        return a + a * sum;
    }
}
