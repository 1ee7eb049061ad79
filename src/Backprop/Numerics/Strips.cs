using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>How many lanes of columns a matrix product goes through at once: a strip, for all its rows, before the next one.</summary>
internal static class Strips
{
    // A row's sum alone would wait for its own latency, and more than 12 registers of sums do not fit into 16 beside what they are made of.
    private const int WideLanes = 8, NarrowLanes = 4, MostLanes = 6;

    // Lanes of a tile of eight rows, whose sums fit into 32 registers.
    private const int TileLanes = 3;

    // The rows from which on there are tiles, where a lane takes several registers.
    private const int NarrowRows = 3;

    /// <summary>Whether there are too few rows for a tile of several.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool GoOneByOne<TLane>(int rows)
        where TLane : struct, ILane<TLane> => rows < (TLane.IsWide ? 2 : NarrowRows);

    /// <summary>The lanes of the strip that starts at a column. Of four, tiles take twice two: one alone has too few sums for what it loads.</summary>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="column">One of them.</param>
    public static int Lanes<TLane>(int rows, int columns, int column)
        where TLane : struct, ILane<TLane>
    {
        int left = (columns - column + TLane.Width - 1) / TLane.Width;
        return GoOneByOne<TLane>(rows) ? int.Min(left, TLane.IsWide ? WideLanes : columns > MostLanes * TLane.Width ? NarrowLanes : MostLanes)
            : !TLane.IsWide ? 1
            : left == TileLanes + 1 ? 2 : int.Min(left, TileLanes);
    }

    /// <summary>Whether a strip's last lane, which ends with the matrix, has no more columns of its own than its upper half.</summary>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="column">The strip's first column.</param>
    /// <param name="lanes">Its lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EndsWithHalf<TLane>(int columns, int column, int lanes)
        where TLane : struct, ILane<TLane> => columns > TLane.Width && columns - column <= (lanes * TLane.Width) - (TLane.Width / 2);

    /// <summary>Behind the last column of a block of strips.</summary>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="start">The block's first column.</param>
    /// <param name="most">How many columns it may have, unless the first strip has more.</param>
    public static int End<TLane>(int rows, int columns, int start, int most)
        where TLane : struct, ILane<TLane>
    {
        int end = start;
        for (int width; end < columns; end += width)
        {
            width = Lanes<TLane>(rows, columns, end) * TLane.Width;
            if (end > start && end + width > start + most)
            {
                break;
            }
        }

        return int.Min(end, columns);
    }
}
