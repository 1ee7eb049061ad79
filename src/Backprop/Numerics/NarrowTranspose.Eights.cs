using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <content>Five to seven columns, or as many rows: eight by eight at a time, of which some are the neighbours' or none.</content>
internal static partial class NarrowTranspose
{
    // The last one would reach beyond the matrix.
    private const int Fewest = 9;

    /// <summary>Whether a matrix is such a one, and long enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsEights<T>(int rows, int columns, int sourceStride, int destinationStride)
        where T : unmanaged =>
        Unsafe.SizeOf<T>() == sizeof(float) && Avx.IsSupported && sourceStride == columns && destinationStride == rows
        && ((columns is >= 5 and <= 7 && rows >= Fewest) || (rows is >= 5 and <= 7 && columns >= Fewest));

    /// <summary>destination[c·rows + r] = source[r·columns + c], of the longer side as many as come in eights, except for the last ones.</summary>
    /// <returns>How many of the longer side are there.</returns>
    public static int PackEights(ref float source, ref float destination, int rows, int columns) =>
        rows > columns ? Part(ref source, ref destination, rows, columns) : Join(ref source, ref destination, rows, columns);

    // What a row reads too much is the next row's.
    [MethodImpl(Jit.OwnCode)]
    private static int Part(ref float source, ref float destination, int rows, int columns)
    {
        int row = 0;
        for (; row <= rows - Fewest; row += 8)
        {
            ref float from = ref Unsafe.Add(ref source, row * columns), to = ref Unsafe.Add(ref destination, row);
            Transpose.Quads(
                Row(ref from, 0, columns), Row(ref from, 1, columns), Row(ref from, 2, columns), Row(ref from, 3, columns),
                out Vector256<float> a0, out Vector256<float> a1, out Vector256<float> a2, out Vector256<float> a3);
            Transpose.Quads(
                Row(ref from, 4, columns), Row(ref from, 5, columns), Row(ref from, 6, columns), Row(ref from, 7, columns),
                out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3);
            Store(Avx.Permute2x128(a0, b0, 0x20), ref to, 0, rows);
            Store(Avx.Permute2x128(a1, b1, 0x20), ref to, 1, rows);
            Store(Avx.Permute2x128(a2, b2, 0x20), ref to, 2, rows);
            Store(Avx.Permute2x128(a3, b3, 0x20), ref to, 3, rows);
            Store(Avx.Permute2x128(a0, b0, 0x31), ref to, 4, rows);
            if (columns > 5)
            {
                Store(Avx.Permute2x128(a1, b1, 0x31), ref to, 5, rows);
            }

            if (columns > 6)
            {
                Store(Avx.Permute2x128(a2, b2, 0x31), ref to, 6, rows);
            }
        }

        return row;
    }

    // What a row writes too much, the next row writes over.
    [MethodImpl(Jit.OwnCode)]
    private static int Join(ref float source, ref float destination, int rows, int columns)
    {
        int column = 0;
        for (; column <= columns - Fewest; column += 8)
        {
            ref float from = ref Unsafe.Add(ref source, column), to = ref Unsafe.Add(ref destination, column * rows);
            Vector256<float> r4 = Row(ref from, 4, columns), r5 = rows > 5 ? Row(ref from, 5, columns) : r4, r6 = rows > 6 ? Row(ref from, 6, columns) : r4;
            Transpose.Quads(
                Row(ref from, 0, columns), Row(ref from, 1, columns), Row(ref from, 2, columns), Row(ref from, 3, columns),
                out Vector256<float> a0, out Vector256<float> a1, out Vector256<float> a2, out Vector256<float> a3);
            Transpose.Quads(r4, r5, r6, r4, out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3);
            Store(Avx.Permute2x128(a0, b0, 0x20), ref to, 0, rows);
            Store(Avx.Permute2x128(a1, b1, 0x20), ref to, 1, rows);
            Store(Avx.Permute2x128(a2, b2, 0x20), ref to, 2, rows);
            Store(Avx.Permute2x128(a3, b3, 0x20), ref to, 3, rows);
            Store(Avx.Permute2x128(a0, b0, 0x31), ref to, 4, rows);
            Store(Avx.Permute2x128(a1, b1, 0x31), ref to, 5, rows);
            Store(Avx.Permute2x128(a2, b2, 0x31), ref to, 6, rows);
            Store(Avx.Permute2x128(a3, b3, 0x31), ref to, 7, rows);
        }

        return column;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row(ref float matrix, int row, int columns) => Vector256.LoadUnsafe(ref matrix, (nuint)(row * columns));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> values, ref float matrix, int row, int columns) => values.StoreUnsafe(ref matrix, (nuint)(row * columns));
}
