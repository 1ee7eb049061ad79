using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>A product as it is: the sums start with zero and are stored unchanged.</summary>
public readonly struct PlainEnd<TLane, T> : ITileEnd<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Start(ref readonly T aside, int column) => TLane.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Finish(TLane sum, ref readonly T aside, int place) => sum;
}
