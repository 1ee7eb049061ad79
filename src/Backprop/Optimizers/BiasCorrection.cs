namespace Backprop;

/// <summary>Adam's 1 − βᵗ: a mean that starts at 0 has seen only this share of the gradients after t steps.</summary>
internal struct BiasCorrection
{
    private double seen;

    /// <summary>Goes one step further and returns 1 − βᵗ. From 1 − βᵗ⁻¹ = s it follows as s + (1 − β)(1 − s): products and sums in double,
    /// because a power function would come from the platform's library and differ between machines.</summary>
    public double Advance(float beta) => seen += (1.0 - beta) * (1.0 - seen);

    /// <summary>Where it is after so many steps, to the bit.</summary>
    public static BiasCorrection After(long steps, float beta)
    {
        BiasCorrection result = default;
        for (double before = -1; steps > 0 && result.seen != before; steps--)
        {
            before = result.seen; // once a step changes nothing, none does any more
            result.Advance(beta);
        }

        return result;
    }
}
