using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Sums that start with zero and end as those of a product do, whose end does not read anything aside then.</summary>
/// <typeparam name="TLane">The lane.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
/// <typeparam name="TEnd">How they end.</typeparam>
public readonly struct StoredLanes<TLane, T, TEnd> : ILaneEnd<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TEnd : struct, ITileEnd<TLane, T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Start(ref readonly T aside, ref readonly T result, int number) => TLane.Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish(TLane sum, ref T result, int number, bool adds) => TLane.Store(TEnd.Finish(sum, in result, number), ref result, number * TLane.Width);
}

/// <summary>Sums that go on where the result is: each starts with what is there.</summary>
internal readonly struct AddedLanes<TLane, T> : ILaneEnd<TLane, T>
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
internal readonly struct SummedLanes<TLane, T> : ILaneEnd<TLane, T>
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

/// <summary>Sums that start with the bias of their filter, and end as those of a product do, whose end does not read anything aside then.</summary>
/// <typeparam name="TLane">The lane.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
/// <typeparam name="TEnd">How they end.</typeparam>
public readonly struct BiasLanes<TLane, T, TEnd> : ILaneEnd<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
    where TEnd : struct, ITileEnd<TLane, T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Start(ref readonly T aside, ref readonly T result, int number) => TLane.Broadcast(in aside, number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish(TLane sum, ref T result, int number, bool adds) => TLane.Store(TEnd.Finish(sum, in result, number), ref result, number * TLane.Width);
}
