using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Some columns of a matrix, close together: what a product reads down its left factor lies a row apart,
/// and where rows are a power of two long, it all falls on few places of a cache.</summary>
internal static class LeftStrip
{
    /// <summary>How many columns: two cache lines of <see cref="float"/>.</summary>
    public const int Columns = 32;

    // Lanes of the result's columns: so often a copy is read. Of rows whole pages apart, a cache has as many as it has ways.
    private const int FewestLanes = 16, FewestLanesOfPages = 2, FewestPages = 16;

    /// <summary>Whether a product that reads down columns should copy them: where they push each other out of the first-level cache, and many strips read them.
    /// Where a lane is a register, tiles read them half as often, and gain nothing.</summary>
    /// <param name="step">Values from one row to the next.</param>
    /// <param name="depth">Rows of the matrix.</param>
    /// <param name="rows">How many columns the product goes down: rows of its result.</param>
    /// <param name="columns">Columns of its result.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWorthwhile<TLane, T>(int step, int depth, int rows, int columns)
        where TLane : struct, ILane<TLane>
        where T : unmanaged =>
        !TLane.IsWide && rows >= Columns
        && (CachePlaces.ArePagesApart<T>(step) ? depth >= FewestPages && columns >= FewestLanesOfPages * TLane.Width : columns >= FewestLanes * TLane.Width && CachePlaces.InFirstLevel<T>(depth, step) > 1);

    /// <summary>Copies them, <see cref="Columns"/> values for each row. The copy is the thread's own, and valid until its next one.</summary>
    /// <param name="matrix">The first column's first value.</param>
    /// <param name="columns">Values from one row to the next.</param>
    /// <param name="rows">Rows of the matrix.</param>
    [MethodImpl(Jit.OwnCode)]
    public static ref readonly T Copy<TLane, T>(ref readonly T matrix, int columns, int rows)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        ref T copy = ref PredictionScratch<T>.RentStrip(rows * Columns).Origin;
        ref T to = ref copy;
        ref readonly T from = ref matrix;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < Columns; column += TLane.Width)
            {
                TLane.Store(TLane.Load(in from, column), ref to, column);
            }

            from = ref Lanes.At(in from, columns);
            to = ref Unsafe.Add(ref to, Columns);
        }

        return ref copy;
    }
}
