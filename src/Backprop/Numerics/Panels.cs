using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Makes <see cref="Panels{T}"/>.</summary>
internal static class Panels
{
    /// <summary>The fewest columns for which a copy is worth its time.</summary>
    public const int FewestColumns = 256;

    /// <summary>The fewest times that a product goes through the columns.</summary>
    public const int FewestRows = 32;

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
        (columns >= FewestColumns && rows >= FewestRows) || (!TLane.IsWide && columns >= FewestColumns / 2 && rows >= ManyRows && depth >= ManyRows / 4);

    /// <summary>How many columns to copy at a time: whole panels, at least one.</summary>
    /// <param name="depth">Rows of the right factor.</param>
    /// <param name="width">Columns of a panel, a power of two.</param>
    public static int Block<T>(int depth, int width)
        where T : unmanaged => Math.Max(width, BlockBytes / Unsafe.SizeOf<T>() / depth & -width);

    /// <summary>All columns, where they lie.</summary>
    /// <param name="matrix">The first value of the right factor.</param>
    /// <param name="columns">Columns of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Panels<T> InPlace<T>(ref readonly T matrix, int columns)
        where T : unmanaged => new(ref Unsafe.AsRef(in matrix), columns);

    /// <summary>Copies a block of columns. The last panel ends with the matrix: it starts earlier, if it can, so that it is whole.</summary>
    /// <param name="matrix">The first of <paramref name="depth"/> rows of <paramref name="columns"/> values; with <paramref name="transposed"/>, of <paramref name="columns"/> rows of <paramref name="depth"/>.</param>
    /// <param name="columns">Columns of the right factor; at least a lane of them, unless it is transposed.</param>
    /// <param name="depth">Rows of the right factor.</param>
    /// <param name="start">The block's first column.</param>
    /// <param name="end">Behind its last one.</param>
    /// <param name="width">Columns of a panel: a power of two, and whole lanes.</param>
    /// <param name="transposed">Whether the matrix is the factor's transpose.</param>
    [MethodImpl(Jit.OwnCode)]
    public static Panels<T> Pack<TLane, T>(ref readonly T matrix, int columns, int depth, int start, int end, int width, bool transposed)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (transposed && depth * columns <= SmallFactor)
        {
            ref T copy = ref PredictionScratch<T>.RentPanels(SmallFactor).Origin;
            Transpose.Pack(in matrix, ref copy, columns, depth);
            return new Panels<T>(ref copy, columns);
        }

        int lastOrigin = Math.Max(0, columns - width), size = depth * width, panels = (end - start + width - 1) / width;
        ref T memory = ref PredictionScratch<T>.RentPanels(columns + (panels * size)).At(columns); // enough before it for any column to be counted back
        if (transposed)
        {
            for (int panel = 0; panel < panels; panel++)
            {
                int origin = Math.Min(start + (panel * width), lastOrigin);
                Transpose.Pack(in Lanes.At(in matrix, origin, depth), depth, ref Unsafe.Add(ref memory, panel * size), width, Math.Min(width, columns - origin), depth, default);
            }
        }
        else
        {
            Copy<TLane, T>(in matrix, columns, ref memory, depth, start, lastOrigin, width, panels);
        }

        return new Panels<T>(ref memory, start, width, depth, lastOrigin);
    }

    // Row by row, as the matrix lies in memory.
    [MethodImpl(Jit.OwnCode)]
    private static void Copy<TLane, T>(ref readonly T matrix, int columns, ref T memory, int depth, int start, int lastOrigin, int width, int panels)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        ref readonly T from = ref matrix;
        ref T to = ref memory;
        for (int row = 0; row < depth; row++)
        {
            ref T panel = ref to;
            for (int index = 0, column = start; index < panels; index++, column += width)
            {
                int origin = Math.Min(column, lastOrigin);
                for (int lane = 0; lane < width; lane += TLane.Width)
                {
                    TLane.Store(TLane.Load(in from, origin + lane), ref panel, lane);
                }

                panel = ref Unsafe.Add(ref panel, depth * width);
            }

            from = ref Lanes.At(in from, columns);
            to = ref Unsafe.Add(ref to, width);
        }
    }
}
