using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>A product as it is: the sums start with zero and are stored unchanged.</summary>
public readonly struct PlainEnd<TLane> : ITileEnd<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Start(int column) => TLane.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Finish(TLane sum, int place) => sum;
}
