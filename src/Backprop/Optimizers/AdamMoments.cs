namespace Backprop;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> compute once per step: the corrections for means that started at 0.</summary>
internal struct AdamMoments
{
    private BiasCorrection first;
    private BiasCorrection second;

    /// <summary>Goes one step further: the constants of that step, without decay.</summary>
    public UpdateConstants Advance(float rate, float beta1, float beta2, float epsilon) => new()
    {
        Rate = (float)(rate / first.Advance(beta1)),
        Beta1 = beta1,
        Share1 = (float)(1.0 - beta1),
        Beta2 = beta2,
        Share2 = (float)(1.0 - beta2),
        Epsilon = epsilon,
        RootScale = (float)(1.0 / Math.Sqrt(second.Advance(beta2))),
        Smallest = Subnormal.SmallestGradient(beta2),
    };

    /// <summary>Where it is after so many steps.</summary>
    public static AdamMoments After(long steps, float beta1, float beta2) => new() { first = BiasCorrection.After(steps, beta1), second = BiasCorrection.After(steps, beta2) };
}
