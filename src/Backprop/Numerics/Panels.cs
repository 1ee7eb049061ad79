using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Makes <see cref="Panels{T}"/>.</summary>
internal static class Panels
{
    /// <summary>The fewest columns for which a copy is worth its time.</summary>
    public const int FewestColumns = 256;

    // The fewest rows: so often a product goes through the columns. Where a lane is a register, tiles wait less for what they load.
    private const int WideRows = 256, NarrowRows = 64;

    // The fewest, if what a strip reads falls on few places of a cache.
    private const int CollidingRows = 32;

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
    public static bool AreWorthwhile<TLane, T>(int rows, int columns, int depth)
        where TLane : struct, ILane<TLane>
        where T : unmanaged =>
        (columns >= FewestColumns && (rows >= (TLane.IsWide ? WideRows : NarrowRows) || Collide<TLane, T>(rows, columns, depth)))
        || (!TLane.IsWide && columns >= FewestColumns / 2 && rows >= ManyRows && depth >= ManyRows / 4);

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

    /// <summary>Panels for a block of columns, which the first tiles fill: they read the matrix, whose numbers they need anyway.
    /// The last panel ends with the matrix: it starts earlier, so that it is whole.</summary>
    /// <param name="matrix">The first of <paramref name="depth"/> rows of <paramref name="columns"/> values.</param>
    /// <param name="columns">Columns of the right factor: at least a strip of them.</param>
    /// <param name="depth">Rows of the right factor.</param>
    /// <param name="start">The block's first column.</param>
    /// <param name="end">Behind its last one.</param>
    public static Panels<T> Empty<TLane, T>(ref readonly T matrix, int columns, int depth, int start, int end)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged => new(ref Rent<TLane, T>(columns, depth, start, end), start, depth, columns, in matrix);

    /// <summary>Transposes a block of columns, strip by strip. The last panel starts earlier if it can, so that it is whole.</summary>
    /// <param name="matrix">The first of <paramref name="columns"/> rows of <paramref name="depth"/> values.</param>
    /// <param name="rows">Rows of the result, on which the strips depend.</param>
    /// <param name="columns">Columns of the right factor.</param>
    /// <param name="depth">Rows of the right factor.</param>
    /// <param name="start">The block's first column.</param>
    /// <param name="end">Behind its last one.</param>
    [MethodImpl(Jit.OwnCode)]
    public static Panels<T> Transposed<TLane, T>(ref readonly T matrix, int rows, int columns, int depth, int start, int end)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (depth * columns <= SmallFactor)
        {
            ref T copy = ref PredictionScratch<T>.RentPanels(SmallFactor).Origin;
            Transpose.Pack(in matrix, ref copy, columns, depth);
            return new Panels<T>(ref copy, columns);
        }

        ref T memory = ref Rent<TLane, T>(columns, depth, start, end);
        for (int column = start, width; column < end; column += width)
        {
            width = Strips.Lanes<TLane>(rows, end, column) * TLane.Width;
            int origin = Panels<T>.Origin(column, width, columns);
            Transpose.Pack(in Lanes.At(in matrix, origin, depth), depth, ref Lanes.Place(ref memory, column - start, depth), width, int.Min(width, columns - origin), depth, default);
        }

        return new Panels<T>(ref memory, start, depth, columns, ref Unsafe.NullRef<T>());
    }

    private static bool Collide<TLane, T>(int rows, int columns, int depth)
        where TLane : struct, ILane<TLane>
        where T : unmanaged =>
        !TLane.IsWide && rows >= CollidingRows && (CachePlaces.ArePagesApart<T>(columns) || CachePlaces.InSecondLevel<T>(depth, columns) > 1);

    // Memory for a block, and enough before it for any column to be counted back.
    private static ref T Rent<TLane, T>(int columns, int depth, int start, int end)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int lanes = (end - start + TLane.Width - 1) / TLane.Width;
        return ref PredictionScratch<T>.RentPanels(columns + (lanes * TLane.Width * depth)).At(columns);
    }
}
