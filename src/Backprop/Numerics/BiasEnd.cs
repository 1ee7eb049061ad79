using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>A product with a bias: the sums start with that of their column.</summary>
public readonly struct BiasEnd<TLane, T> : ITileEnd<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Start(ref readonly T aside, int column) => TLane.Load(in aside, column);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Finish(TLane sum, ref readonly T aside, int place) => sum;
}
