using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>leftᵀ · right of a few rows: each row of the result is a sum of a few rows of the right factor. There is little to compute and much to write, so it is written
/// row by row, as it lies in memory; tiles would come back to lines that have left the first-level cache.</summary>
internal static class OuterProducts
{
    private const int MostTerms = 8;

    /// <summary>Whether a product of so many rows should go this way: what they are multiplied by stays in registers, for two rows of the result, or most of it.</summary>
    /// <param name="terms">Rows of the factors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreWorthwhile(int terms) => terms <= MostTerms;

    /// <summary>result[row, column] = Σₖ left[k, row] · right[k, column], added in the order of k. Behind a right factor of fewer columns than a lane lies padding.</summary>
    /// <param name="left">The left factor's value for the first row of the result.</param>
    /// <param name="leftStep">Values from one of its rows to the next.</param>
    /// <param name="right">The first of <paramref name="terms"/> × <paramref name="columns"/> values.</param>
    /// <param name="terms">Rows of the factors: at least one, and not more than <see cref="AreWorthwhile"/> accepts.</param>
    /// <param name="result">Receives rows × columns values.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    public static void Product<TLane, T>(ref readonly T left, int leftStep, ref readonly T right, int terms, ref T result, int rows, int columns)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        switch (terms)
        {
            case 1:
                OuterProducts<TLane, T, One>.Product(in left, leftStep, in right, ref result, rows, columns);
                break;
            case 2:
                OuterProducts<TLane, T, Two>.Product(in left, leftStep, in right, ref result, rows, columns);
                break;
            case 3:
                OuterProducts<TLane, T, Three>.Product(in left, leftStep, in right, ref result, rows, columns);
                break;
            case 4:
                OuterProducts<TLane, T, Four>.Product(in left, leftStep, in right, ref result, rows, columns);
                break;
            case 5:
                OuterProducts<TLane, T, Five>.Product(in left, leftStep, in right, ref result, rows, columns);
                break;
            case 6:
                OuterProducts<TLane, T, Six>.Product(in left, leftStep, in right, ref result, rows, columns);
                break;
            case 7:
                OuterProducts<TLane, T, Seven>.Product(in left, leftStep, in right, ref result, rows, columns);
                break;
            default:
                OuterProducts<TLane, T, Eight>.Product(in left, leftStep, in right, ref result, rows, columns);
                break;
        }
    }
}
