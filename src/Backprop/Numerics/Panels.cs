using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Makes <see cref="Panels{T}"/>.</summary>
internal static class Panels
{
    /// <summary>The fewest columns for which a copy is worth its time.</summary>
    public const int FewestColumns = 256;

    // The fewest rows: so often a product goes through the columns. Where a lane is a register, tiles wait less for what they load; and a deep factor falls on the fewest places.
    private const int WideRows = 256, NarrowRows = 64, DeepRows = 32, Deep = 512;

    // So many that the copy takes no time beside them.
    private const int ManyRows = 512;

    // A transposed factor up to this size, in numbers, is one panel: it stays in the first-level cache.
    private const int SmallFactor = 4096;

    // What a block should take at most: it stays in the second-level cache, beside the left factor.
    private const int BlockBytes = 1 << 18;

    /// <summary>Whether a product of so many rows has its right factor copied.</summary>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the right factor.</param>
    /// <param name="depth">Rows of the right factor.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreWorthwhile<TLane>(int rows, int columns, int depth)
        where TLane : struct, ILane<TLane> =>
        (columns >= FewestColumns && rows >= (TLane.IsWide ? WideRows : depth >= Deep ? DeepRows : NarrowRows)) || (!TLane.IsWide && columns >= FewestColumns / 2 && rows >= ManyRows && depth >= ManyRows / 4);

    /// <summary>How many columns to copy at a time, at most.</summary>
    /// <param name="depth">Rows of the right factor.</param>
    public static int Block<T>(int depth)
        where T : unmanaged => BlockBytes / Unsafe.SizeOf<T>() / depth;

    /// <summary>All columns, where they lie.</summary>
    /// <param name="matrix">The first value of the right factor.</param>
    /// <param name="columns">Columns of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Panels<T> InPlace<T>(ref readonly T matrix, int columns)
        where T : unmanaged => new(ref Unsafe.AsRef(in matrix), columns);

    /// <summary>Copies a block of columns, strip by strip. The last panel ends with the matrix: it starts earlier, if it can, so that it is whole.</summary>
    /// <param name="matrix">The first of <paramref name="depth"/> rows of <paramref name="columns"/> values; with <paramref name="transposed"/>, of <paramref name="columns"/> rows of <paramref name="depth"/>.</param>
    /// <param name="rows">Rows of the result, on which the strips depend.</param>
    /// <param name="columns">Columns of the right factor; at least a strip of them, unless it is transposed.</param>
    /// <param name="depth">Rows of the right factor.</param>
    /// <param name="start">The block's first column.</param>
    /// <param name="end">Behind its last one.</param>
    /// <param name="transposed">Whether the matrix is the factor's transpose.</param>
    [MethodImpl(Jit.OwnCode)]
    public static Panels<T> Pack<TLane, T>(ref readonly T matrix, int rows, int columns, int depth, int start, int end, bool transposed)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (transposed && depth * columns <= SmallFactor)
        {
            ref T copy = ref PredictionScratch<T>.RentPanels(SmallFactor).Origin;
            Transpose.Pack(in matrix, ref copy, columns, depth);
            return new Panels<T>(ref copy, columns);
        }

        int lanes = (end - start + TLane.Width - 1) / TLane.Width;
        ref T memory = ref PredictionScratch<T>.RentPanels(columns + (lanes * TLane.Width * depth)).At(columns); // enough before it for any column to be counted back
        for (int column = start, width; column < end; column += width)
        {
            width = Strips.Lanes<TLane>(rows, end, column) * TLane.Width;
            int origin = Panels<T>.Origin(column, width, columns);
            ref T panel = ref Lanes.Place(ref memory, column - start, depth);
            if (transposed)
            {
                Transpose.Pack(in Lanes.At(in matrix, origin, depth), depth, ref panel, width, int.Min(width, columns - origin), depth, default);
            }
            else
            {
                Copy<TLane, T>(in Lanes.At(in matrix, origin), columns, ref panel, width, depth);
            }
        }

        return new Panels<T>(ref memory, start, depth, columns);
    }

    // Row by row, some columns.
    [MethodImpl(Jit.OwnCode)]
    private static void Copy<TLane, T>(ref readonly T matrix, int columns, ref T panel, int width, int rows)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        ref readonly T from = ref matrix;
        ref T to = ref panel;
        for (int row = 0; row < rows; row++)
        {
            for (int lane = 0; lane < width; lane += TLane.Width)
            {
                TLane.Store(TLane.Load(in from, lane), ref to, lane);
            }

            from = ref Lanes.At(in from, columns);
            to = ref Unsafe.Add(ref to, width);
        }
    }
}
