using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Matrix products of a few rows of a batch, for which the tiles of many rows prepare and compute too much: what <see cref="Tiles{TLane, T}"/> asks first.</summary>
internal static class FewRows
{
    /// <summary>Computes the product if there is a quicker way than by tiles. For a transposed factor, the sums are added in another order than theirs; otherwise the bits
    /// are the same.</summary>
    /// <param name="left">The left factor.</param>
    /// <param name="leftRow">Values from one of its rows to the next.</param>
    /// <param name="leftStep">Values from one number of a row to the next.</param>
    /// <param name="right">The right factor, or its transpose; a lane of padding lies behind it.</param>
    /// <param name="depth">What is summed over.</param>
    /// <param name="aside">What the start and the end of sums read.</param>
    /// <param name="result">Receives rows × columns values.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="batch">Of a transposed factor: the rows of all threads' results, on which the order of the sums depends. Else 0.</param>
    /// <returns>Whether the result is there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Product<TLane, T, TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int depth, ref readonly T aside, ref T result, int rows, int columns, int batch)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TEnd : struct, ITileEnd<TLane, T>
    {
        if (batch > 0)
        {
            if (DotProducts.AreWorthwhile<TLane>(batch, depth))
            {
                DotProducts.Product<TLane, T, TEnd>(in left, in right, depth, in aside, ref result, rows, columns);
                return true;
            }
        }
        else if (typeof(TEnd) == typeof(PlainEnd<TLane, T>) && leftRow == 1 && OuterProducts.AreWorthwhile(depth))
        {
            OuterProducts.Product<TLane, T>(in left, leftStep, in right, depth, ref result, rows, columns);
            return true;
        }
        else if (leftStep == 1 && FewRowsProducts.AreWorthwhile<TLane>(rows, columns))
        {
            FewRowsProducts.Product<TLane, T, TEnd>(in left, leftRow, in right, depth, in aside, ref result, rows, columns);
            return true;
        }
        else if (leftStep == 1 && PassingProducts.AreWorthwhile<TLane>(rows, columns))
        {
            PassingProducts.Product<TLane, T, TEnd>(in left, leftRow, in right, depth, in aside, ref result, rows, columns);
            return true;
        }

        return false;
    }
}
