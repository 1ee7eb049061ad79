using Backprop.Numerics;

namespace Backprop;

/// <summary>The formula of an optimizer, for one lane of parameters; <see cref="UpdateKernel"/> loops over it. A sum that follows a product is
/// fused with it, as in the emitted kernels: beside a division and a root there is no room for more operations than that.</summary>
internal interface IUpdateRule
{
    /// <summary>Numbers remembered per parameter: 0, 1 or 2.</summary>
    static abstract int StateCount { get; }

    /// <summary>The new parameters; writes the new state where there is one.</summary>
    static abstract TLane Update<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>;
}
