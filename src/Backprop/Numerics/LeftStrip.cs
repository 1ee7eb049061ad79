using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Some columns of a matrix, close together: what a product reads down its left factor lies a row apart,
/// and where rows are a power of two long, it all falls on few places of a cache.</summary>
internal static class LeftStrip
{
    /// <summary>How many columns: two cache lines of <see cref="float"/>.</summary>
    public const int Columns = 32;

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
