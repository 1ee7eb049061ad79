using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Sums as they are: they start with zero, and each lane is stored.</summary>
public readonly struct StoredLanes<TLane, T> : ILaneEnd<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Start(ref readonly T aside, ref readonly T result, int number) => TLane.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish(TLane sum, ref T result, int number, bool adds) => TLane.Store(sum, ref result, number * TLane.Width);
}

/// <summary>Sums that go on where the result is: each starts with what is there.</summary>
public readonly struct AddedLanes<TLane, T> : ILaneEnd<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Start(ref readonly T aside, ref readonly T result, int number) => TLane.Load(in result, number * TLane.Width);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish(TLane sum, ref T result, int number, bool adds) => TLane.Store(sum, ref result, number * TLane.Width);
}

/// <summary>Sums whose places are added up: the result is a number for each, or that is added to the number there.</summary>
public readonly struct SummedLanes<TLane, T> : ILaneEnd<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IAdditionOperators<T, T, T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Start(ref readonly T aside, ref readonly T result, int number) => TLane.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish(TLane sum, ref T result, int number, bool adds) => Lanes.AddSums(ref result, number, adds, sum);
}
