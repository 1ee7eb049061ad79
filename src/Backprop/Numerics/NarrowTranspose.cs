using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Transposes two or three columns, or as many rows, of 32 bits each that lie one behind the other: four at a time are parted, or put together, by shuffles.</summary>
internal static partial class NarrowTranspose
{
    /// <summary>Whether a matrix is such a one, and long enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fits<T>(int rows, int columns, int sourceStride, int destinationStride)
        where T : unmanaged =>
        Unsafe.SizeOf<T>() == sizeof(float) && Sse.IsSupported && sourceStride == columns && destinationStride == rows
        && ((columns is 2 or 3 && rows >= 4) || (rows is 2 or 3 && columns >= 4));

    /// <summary>destination[c·rows + r] = source[r·columns + c].</summary>
    public static void Pack(ref float source, ref float destination, int rows, int columns)
    {
        if (columns == 2)
        {
            PartTwo(ref source, ref destination, rows);
        }
        else if (columns == 3)
        {
            PartThree(ref source, ref destination, rows);
        }
        else if (rows == 2)
        {
            JoinTwo(ref source, ref destination, columns);
        }
        else
        {
            JoinThree(ref source, ref destination, columns);
        }
    }

    [MethodImpl(Jit.OwnCode)]
    private static void PartTwo(ref float source, ref float destination, int count)
    {
        ref float second = ref Unsafe.Add(ref destination, count);
        for (int tile = 0; tile < count; tile += 4)
        {
            int at = Math.Min(tile, count - 4); // the last four overlap those before
            Vector128<float> a = Load(ref source, 2 * at), b = Load(ref source, (2 * at) + 4);
            Sse.Shuffle(a, b, 0b10_00_10_00).StoreUnsafe(ref destination, (nuint)at);
            Sse.Shuffle(a, b, 0b11_01_11_01).StoreUnsafe(ref second, (nuint)at);
        }
    }

    // x0 y0 z0 x1 · y1 z1 x2 y2 · z2 x3 y3 z3.
    [MethodImpl(Jit.OwnCode)]
    private static void PartThree(ref float source, ref float destination, int count)
    {
        ref float second = ref Unsafe.Add(ref destination, count), third = ref Unsafe.Add(ref second, count);
        for (int tile = 0; tile < count; tile += 4)
        {
            int at = Math.Min(tile, count - 4);
            Vector128<float> a = Load(ref source, 3 * at), b = Load(ref source, (3 * at) + 4), c = Load(ref source, (3 * at) + 8);
            Vector128<float> x23 = Sse.Shuffle(b, c, 0b01_01_10_10), y01 = Sse.Shuffle(a, b, 0b00_00_01_01);
            Vector128<float> y23 = Sse.Shuffle(b, c, 0b10_10_11_11), z01 = Sse.Shuffle(a, b, 0b01_01_10_10);
            Sse.Shuffle(a, x23, 0b10_00_11_00).StoreUnsafe(ref destination, (nuint)at);
            Sse.Shuffle(y01, y23, 0b10_00_10_00).StoreUnsafe(ref second, (nuint)at);
            Sse.Shuffle(z01, c, 0b11_00_10_00).StoreUnsafe(ref third, (nuint)at);
        }
    }

    [MethodImpl(Jit.OwnCode)]
    private static void JoinTwo(ref float source, ref float destination, int count)
    {
        ref float second = ref Unsafe.Add(ref source, count);
        for (int tile = 0; tile < count; tile += 4)
        {
            int at = Math.Min(tile, count - 4);
            Vector128<float> x = Load(ref source, at), y = Load(ref second, at);
            Sse.UnpackLow(x, y).StoreUnsafe(ref destination, (nuint)(2 * at));
            Sse.UnpackHigh(x, y).StoreUnsafe(ref destination, (nuint)((2 * at) + 4));
        }
    }

    [MethodImpl(Jit.OwnCode)]
    private static void JoinThree(ref float source, ref float destination, int count)
    {
        ref float second = ref Unsafe.Add(ref source, count), third = ref Unsafe.Add(ref second, count);
        for (int tile = 0; tile < count; tile += 4)
        {
            int at = Math.Min(tile, count - 4);
            Vector128<float> x = Load(ref source, at), y = Load(ref second, at), z = Load(ref third, at);
            Vector128<float> z0x1 = Sse.Shuffle(z, x, 0b01_01_00_00), y1z1 = Sse.Shuffle(y, z, 0b01_01_01_01);
            Vector128<float> x2y2 = Sse.Shuffle(x, y, 0b10_10_10_10), z2x3 = Sse.Shuffle(z, x, 0b11_11_10_10);
            Sse.Shuffle(Sse.UnpackLow(x, y), z0x1, 0b10_00_01_00).StoreUnsafe(ref destination, (nuint)(3 * at));
            Sse.Shuffle(y1z1, x2y2, 0b10_00_10_00).StoreUnsafe(ref destination, (nuint)((3 * at) + 4));
            Sse.Shuffle(z2x3, Sse.UnpackHigh(y, z), 0b11_10_10_00).StoreUnsafe(ref destination, (nuint)((3 * at) + 8));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(ref float source, int offset) => Vector128.LoadUnsafe(ref source, (nuint)offset);
}
