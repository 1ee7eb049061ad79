using Backprop.Numerics;

namespace Backprop;

/// <summary>The formula of an optimizer, for one lane of parameters; <see cref="UpdateKernel"/> loops over it. A sum that follows a product is
/// fused with it, as in the emitted kernels: beside a division and a root there is no room for more operations than that.
/// It comes in two halves: a lane's root takes long, and the next lane begins meanwhile.</summary>
internal interface IUpdateRule
{
    /// <summary>Numbers remembered per parameter: 0, 1 or 2.</summary>
    static abstract int StateCount { get; }

    /// <summary>The direction of the step; writes the new state where there is one. Where there are two, the direction is the first.</summary>
    static abstract TLane Begin<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane gradient, ref TLane first, ref TLane second)
        where TLane : struct, ILane<TLane, float>;

    /// <summary>The new parameters. The root is the second state's, where there are two.</summary>
    static abstract TLane End<TLane>(in UpdateLanes<TLane> c, TLane parameter, TLane direction, TLane root)
        where TLane : struct, ILane<TLane, float>;
}
