using Backprop.Numerics;

namespace Backprop;

/// <summary>The formula of an optimizer, for one lane of parameters. It holds the step's constants; <see cref="UpdateKernel"/> loops over it.
/// Products and sums are rounded one by one, not fused: these kernels wait for memory, divisions and roots, and so they are as fast and give the
/// same bits on processors that have no fused multiply-add.</summary>
internal interface IUpdateRule
{
    /// <summary>Numbers remembered per parameter: 0, 1 or 2.</summary>
    static abstract int StateCount { get; }

    /// <summary>The new parameters; writes the new state where there is one.</summary>
    TLane Update<TLane>(TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>;
}
