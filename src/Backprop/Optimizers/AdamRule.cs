using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The update of <see cref="Adam"/> and <see cref="AdamW"/>, which differ in where the decay goes:
/// <code>
/// w ← w − η·decoupled·w
/// g ← g + coupled·w
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// w ← w − (η / (1 − β₁ᵗ)) · m / (√v / √(1 − β₂ᵗ) + ε)
/// </code></summary>
internal readonly struct AdamRule : IUpdateRule
{
    private readonly float beta1;
    private readonly float share1;
    private readonly float beta2;
    private readonly float share2;
    private readonly float epsilon;
    private readonly float coupled;
    private readonly float decoupled;
    private readonly float rate;
    private readonly float rootScale;
    private readonly float smallest;

    /// <summary>The constants of one step; the corrections are 1 − β₁ᵗ and 1 − β₂ᵗ.</summary>
    public AdamRule(float rate, float beta1, float beta2, float epsilon, double correction1, double correction2, float coupled, float decoupled)
    {
        this.beta1 = beta1;
        share1 = (float)(1.0 - beta1);
        this.beta2 = beta2;
        share2 = (float)(1.0 - beta2);
        this.epsilon = epsilon;
        this.coupled = coupled;
        this.decoupled = (float)((double)rate * decoupled);
        this.rate = (float)(rate / correction1);
        rootScale = (float)(1.0 / Math.Sqrt(correction2));
        smallest = Subnormal.SmallestGradient(beta2);
    }

    public static int StateCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Update<TLane>(TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>
    {
        TLane g = Subnormal.ZeroBelow(gradient + TLane.Broadcast(coupled) * parameter, smallest);
        first = Subnormal.Flush(TLane.Broadcast(beta1) * first + TLane.Broadcast(share1) * g);
        second = Subnormal.Flush(TLane.Broadcast(beta2) * second + TLane.Broadcast(share2) * g * g);

        // m is divided first: times the rate it could become subnormal.
        TLane direction = first / (TLane.Sqrt(second) * TLane.Broadcast(rootScale) + TLane.Broadcast(epsilon));
        TLane shrunk = parameter - TLane.Broadcast(decoupled) * parameter;
        return shrunk - TLane.Broadcast(rate) * direction;
    }
}
