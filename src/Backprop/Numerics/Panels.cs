using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>A copy of a wide matrix in panels of two lanes of columns, each with its rows one behind the other. Where a matrix has its rows pages apart, the
/// columns that a product goes through again and again fall on few places of a cache; a panel has all of it. The copy is the thread's own, and valid until its next one.</summary>
public static class Panels
{
    /// <summary>The fewest columns for which a copy is worth its time.</summary>
    public const int FewestColumns = 256;

    /// <summary>The fewest times that a product goes through the columns.</summary>
    public const int FewestRows = 32;

    // No copies of more than 64 million numbers.
    private const long Most = 1 << 26;

    /// <summary>Whether a product of so many rows has its right factor copied.</summary>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the right factor.</param>
    /// <param name="depth">Rows of the right factor.</param>
    public static bool AreWorthwhile(int rows, int columns, int depth) => columns >= FewestColumns && rows >= FewestRows && (long)columns * depth <= Most;

    /// <summary>Makes the copy. The matrix has at least a lane of columns.</summary>
    /// <param name="matrix">The first of <paramref name="depth"/> rows of <paramref name="columns"/> values.</param>
    /// <param name="columns">Values per row.</param>
    /// <param name="depth">Rows of the matrix.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<TLane, T>(ref readonly T matrix, int columns, int depth)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int width = 2 * TLane.Width, whole = columns / width * width, size = depth * width;
        ref T to = ref PredictionScratch<T>.RentPanels(Length<TLane, T>(columns, depth)).At(columns);
        ref readonly T from = ref matrix;
        for (int row = 0; row < depth; row++)
        {
            ref T panel = ref to;
            for (int column = 0; column < whole; column += width)
            {
                TLane.Store(TLane.Load(in from, column), ref panel, 0);
                TLane.Store(TLane.Load(in from, column + TLane.Width), ref panel, TLane.Width);
                panel = ref Unsafe.Add(ref panel, size);
            }

            if (whole < columns)
            {
                // The last lane starts early enough to be whole.
                int first = Origin<TLane, T>(columns, whole), last = columns - TLane.Width;
                TLane.Store(TLane.Load(in from, first), ref panel, 0);
                TLane.Store(TLane.Load(in from, last), ref panel, last - first);
            }

            from = ref Lanes.At(in from, columns);
            to = ref Unsafe.Add(ref to, width);
        }
    }

    /// <summary>The panel of a column, as a reference from which the column is as far away as from the first one of the matrix.</summary>
    /// <param name="columns">Values per row of the matrix.</param>
    /// <param name="column">The column.</param>
    /// <param name="depth">Rows of the matrix.</param>
    public static ref readonly T Of<TLane, T>(int columns, int column, int depth)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int width = 2 * TLane.Width, panel = column / width;
        return ref PredictionScratch<T>.RentPanels(Length<TLane, T>(columns, depth)).At(columns + (panel * depth * width) - Origin<TLane, T>(columns, panel * width));
    }

    // Enough before the first panel for any column of it to be counted back.
    private static int Length<TLane, T>(int columns, int depth)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged => columns + ((columns + (2 * TLane.Width) - 1) / (2 * TLane.Width) * 2 * TLane.Width * depth);

    // The column that a panel starts with.
    private static int Origin<TLane, T>(int columns, int column)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged => columns - column > TLane.Width ? column : columns - TLane.Width;
}
