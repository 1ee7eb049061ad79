using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>The matrix products of all layers, tile by tile: a tile's sums stay in registers while the depth streams past. For the emitted code.
/// <para>result[row, column] = end(start + Σₖ left[row, k] · right[k, column]), where left[row, k] is left[row · leftRow + k · leftStep]: the two steps alone tell x·W, δ·Wᵀ and
/// xᵀ·δ apart. Every sum adds in the order of k, so its bits do not depend on the tile that it is computed in.</para></summary>
/// <typeparam name="TLane">The lane.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Tiles<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    // 8 × 3 sums of one register, or 6 and 5 sums of two: with what they are made of they fit into 32 and into 16 registers.
    private const int WideRows = 8;

    // Rows of xᵀ·δ for which a panel is used before the next: eights, or sixes. With little depth, their sums are stored sooner than memory far away takes so many.
    private const int WideChunk = 32, NarrowChunk = 30, ShallowChunk = 16, Shallow = 64;

    /// <summary>The product of two matrices.</summary>
    /// <typeparam name="TEnd">How its sums start and end.</typeparam>
    /// <param name="left">The left factor.</param>
    /// <param name="leftRow">Values from one of its rows to the next.</param>
    /// <param name="leftStep">Values from one number of a row to the next.</param>
    /// <param name="right">The right factor, [depth × columns]; a lane of padding lies behind it.</param>
    /// <param name="depth">What is summed over.</param>
    /// <param name="aside">What the start and the end of sums read.</param>
    /// <param name="result">Receives rows × columns values.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="batch">Where it is given, <paramref name="right"/> comes as its transpose, and <paramref name="rows"/> are some of so many; else 0.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void Product<TEnd>(
        ref readonly T left, int leftRow, int leftStep, ref readonly T right, int depth, ref readonly T aside, ref T result, int rows, int columns, int batch = 0)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        if (FewRows.Product<TLane, T, TEnd>(in left, leftRow, leftStep, in right, depth, in aside, ref result, rows, columns, batch))
        {
            return;
        }

        if (batch == 0 && GoesByLines(rows, columns, depth))
        {
            Lines<TEnd>(in left, leftStep, in right, depth, in aside, ref result, columns);
            return;
        }

        int tiled = TiledColumns<TEnd>(leftRow, rows, columns, depth);
        if (tiled < columns)
        {
            Columns(in left, leftStep, in right, depth, ref result, rows, columns, tiled);
        }

        if (batch == 0 && !Panels.AreWorthwhile<TLane, T>(rows, columns, depth))
        {
            Panels<T> whole = Panels.InPlace(in right, columns);
            if (leftRow == 1 && LeftStrip.IsWorthwhile<TLane, T>(leftStep, depth, rows, columns))
            {
                Chunks<TEnd>(in left, leftRow, leftStep, whole, depth, in aside, ref result, rows, columns, 0, tiled);
            }
            else
            {
                Block<TEnd>(in left, leftRow, leftStep, whole, depth, in aside, ref result, rows, columns, 0, tiled);
            }

            return;
        }

        for (int start = 0, end; start < tiled; start = end)
        {
            end = Strips.End<TLane>(rows, tiled, start, Panels.Block<T>(depth));
            Panels<T> panels = batch > 0 ? Panels.Transposed<TLane, T>(in right, rows, columns, depth, start, end) : Panels.Empty<TLane, T>(in right, columns, depth, start, end);
            if (leftStep > 1)
            {
                Chunks<TEnd>(in left, leftRow, leftStep, in panels, depth, in aside, ref result, rows, columns, start, end);
            }
            else
            {
                Block<TEnd>(in left, leftRow, leftStep, in panels, depth, in aside, ref result, rows, columns, start, end);
            }
        }
    }

    /// <summary>The same with nothing aside: the sums as they are.</summary>
    /// <inheritdoc cref="Product{TEnd}"/>
    public static void Product(ref readonly T left, int leftRow, int leftStep, ref readonly T right, int depth, ref T result, int rows, int columns, int batch = 0) =>
        Product<PlainEnd<TLane, T>>(in left, leftRow, leftStep, in right, depth, in right, ref result, rows, columns, batch);

    /// <summary>A thread's part of that: some rows of the result.</summary>
    /// <param name="left">The left factor.</param>
    /// <param name="leftRow">Values from one of its rows to the next.</param>
    /// <param name="leftStep">Values from one number of a row to the next.</param>
    /// <param name="right">The right factor, [depth × columns]; a lane of padding lies behind it.</param>
    /// <param name="depth">What is summed over.</param>
    /// <param name="result">Receives this part of rows × columns values.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="part">The thread's number, from 0.</param>
    /// <param name="parts">How many there are.</param>
    public static void Product(ref readonly T left, int leftRow, int leftStep, ref readonly T right, int depth, ref T result, int rows, int columns, int part, int parts)
    {
        (int first, int count) = Share.Rows(rows, part, parts);
        Product(in Lanes.At(in left, first * leftRow), leftRow, leftStep, in right, depth, ref Lanes.Place(ref result, first, columns), count, columns);
    }

    /// <summary>The sum of each column: a product with ones.</summary>
    /// <param name="matrix">rows × columns values; a lane of padding lies behind them.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="result">Receives columns values.</param>
    /// <param name="columns">Its columns.</param>
    public static void Sum(ref readonly T matrix, int rows, ref T result, int columns)
    {
        TLane ones = TLane.Constant(1);
        Product(in Unsafe.As<TLane, T>(ref ones), 0, 0, in matrix, rows, ref result, 1, columns); // a 1 in every row: its step is 0
    }

    /// <summary>Stores what becomes of two lanes of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store<TEnd>(TLane s0, TLane s1, ref readonly T aside, ref T result, int place0, int place1)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        TLane.Store(TEnd.Finish(s0, in aside, place0), ref result, place0);
        TLane.Store(TEnd.Finish(s1, in aside, place1), ref result, place1);
    }

    // Stores what becomes of a lane of sums, or the first of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TEnd>(TLane sum, ref readonly T aside, ref T result, int place, int count)
        where TEnd : struct, ITileEnd<TLane, T> =>
        Lanes.StoreFirst(TEnd.Finish(sum, in aside, place), ref result, place, count);

    // The columns from start to end, some rows at a time.
    [MethodImpl(Jit.OwnCode)]
    private static void Chunks<TEnd>(
        ref readonly T left, int leftRow, int leftStep, scoped in Panels<T> right, int depth, ref readonly T aside, ref T result, int rows, int columns, int start, int end)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        bool copies = leftRow == 1 && LeftStrip.IsWorthwhile<TLane, T>(leftStep, depth, rows, columns);
        int chunk = !TLane.IsWide ? NarrowChunk : depth < Shallow ? ShallowChunk : WideChunk;
        Panels<T> panels = right;
        for (int row = 0; row < rows; row += chunk)
        {
            int count = int.Min(int.Min(chunk, rows), int.Max(rows - row, WideRows)), top = int.Min(row, rows - count); // enough for a tile
            ref T to = ref Lanes.Place(ref result, top, columns);
            if (copies)
            {
                int first = int.Min(row, rows - LeftStrip.Columns);
                ref readonly T strip = ref LeftStrip.Copy<TLane, T>(in Lanes.At(in left, first), leftStep, depth);
                Block<TEnd>(in Lanes.At(in strip, top - first), 1, LeftStrip.Columns, in panels, depth, in aside, ref to, count, columns, start, end);
            }
            else
            {
                Block<TEnd>(in Lanes.At(in left, top * leftRow), leftRow, leftStep, in panels, depth, in aside, ref to, count, columns, start, end);
            }

            panels = panels.Filled;
        }
    }

    // The columns from start to end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block<TEnd>(
        ref readonly T left, int leftRow, int leftStep, scoped in Panels<T> right, int depth, ref readonly T aside, ref T result, int rows, int columns, int start, int end)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        if (Strips.GoOneByOne<TLane>(rows))
        {
            Rows<TEnd>(in left, leftRow, leftStep, in right, depth, in aside, ref result, rows, columns, start, end);
        }
        else if (TLane.IsWide)
        {
            Wide<TEnd>(in left, leftRow, leftStep, in right, depth, in aside, ref result, rows, columns, start, end);
        }
        else
        {
            Narrow<TEnd>(in left, leftRow, leftStep, in right, depth, in aside, ref result, rows, columns, start, end);
        }
    }
}
