using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Several lanes at once: the lines of a register tile. All of it is inlined; the lanes stay in registers.</summary>
public static class Lanes
{
    /// <summary>The value behind as many rows of a number of values, unchecked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T At<T>(ref readonly T values, int rows, int perRow)
        where T : unmanaged =>
        ref Unsafe.Add(ref Unsafe.AsRef(in values), (nint)rows * perRow);

    /// <summary>Loads two lanes that lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<TLane, T>(ref readonly T source, int offset, out TLane a, out TLane b)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        a = TLane.Load(in source, offset);
        b = TLane.Load(in source, offset + TLane.Width);
    }

    /// <summary>Loads three lanes that lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<TLane, T>(ref readonly T source, int offset, out TLane a, out TLane b, out TLane c)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        a = TLane.Load(in source, offset);
        b = TLane.Load(in source, offset + TLane.Width);
        c = TLane.Load(in source, offset + (2 * TLane.Width));
    }

    /// <summary>Loads four lanes that lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<TLane, T>(ref readonly T source, int offset, out TLane a, out TLane b, out TLane c, out TLane d)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        a = TLane.Load(in source, offset);
        b = TLane.Load(in source, offset + TLane.Width);
        c = TLane.Load(in source, offset + (2 * TLane.Width));
        d = TLane.Load(in source, offset + (3 * TLane.Width));
    }

    /// <summary>The value behind as many others, unchecked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T At<T>(ref readonly T origin, int offset)
        where T : unmanaged => ref Unsafe.Add(ref Unsafe.AsRef(in origin), offset);

    /// <summary>The same with an offset that needs no widening, within a loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T Next<T>(ref readonly T origin, nint offset)
        where T : unmanaged => ref Unsafe.Add(ref Unsafe.AsRef(in origin), offset);

    /// <summary>The place behind as many rows of a number of values, unchecked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Place<T>(ref T values, int rows, int perRow)
        where T : unmanaged =>
        ref Unsafe.Add(ref values, (nint)rows * perRow);

    /// <summary>A lane whose first <paramref name="count"/> places come from memory. What the others hold is not defined: where the whole lane ends
    /// before <paramref name="end"/>, it is loaded whole, which is quicker, and reads what lies behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane LoadFirst<TLane, T>(ref readonly T source, int offset, int count, int end)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged =>
        offset <= end - TLane.Width ? TLane.Load(in source, offset) : TLane.LoadPartial(in source, offset, count);

    /// <summary>The whole number at an offset as an index below <paramref name="count"/>; 0 for any number that is none. The callers of the emitted code
    /// refuse such numbers, but what they checked may since have been written to by another thread, and an index decides what memory is touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index<T>(ref readonly T source, int offset, int count)
        where T : unmanaged
    {
        ref T value = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        int index = typeof(T) == typeof(double) ? (int)Unsafe.As<T, double>(ref value) : (int)Unsafe.As<T, float>(ref value);
        return (uint)index < (uint)count ? index : 0;
    }

    /// <summary>Adds x·w to two sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd<TLane>(TLane x, TLane w0, TLane w1, ref TLane s0, ref TLane s1)
        where TLane : struct, ILane<TLane>
    {
        TLane.AddProduct(ref s0, x, w0);
        TLane.AddProduct(ref s1, x, w1);
    }

    /// <summary>Adds x·w to three sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd<TLane>(TLane x, TLane w0, TLane w1, TLane w2, ref TLane s0, ref TLane s1, ref TLane s2)
        where TLane : struct, ILane<TLane>
    {
        TLane.AddProduct(ref s0, x, w0);
        TLane.AddProduct(ref s1, x, w1);
        TLane.AddProduct(ref s2, x, w2);
    }

    /// <summary>Adds x·w to four sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd<TLane>(TLane x, TLane w0, TLane w1, TLane w2, TLane w3, ref TLane s0, ref TLane s1, ref TLane s2, ref TLane s3)
        where TLane : struct, ILane<TLane>
    {
        TLane.AddProduct(ref s0, x, w0);
        TLane.AddProduct(ref s1, x, w1);
        TLane.AddProduct(ref s2, x, w2);
        TLane.AddProduct(ref s3, x, w3);
    }

    /// <summary>Adds x·w to five sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd<TLane>(
        TLane x, TLane w0, TLane w1, TLane w2, TLane w3, TLane w4, ref TLane s0, ref TLane s1, ref TLane s2, ref TLane s3, ref TLane s4)
        where TLane : struct, ILane<TLane>
    {
        TLane.AddProduct(ref s0, x, w0);
        TLane.AddProduct(ref s1, x, w1);
        TLane.AddProduct(ref s2, x, w2);
        TLane.AddProduct(ref s3, x, w3);
        TLane.AddProduct(ref s4, x, w4);
    }

    /// <summary>Adds x·w to six sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd<TLane>(
        TLane x, TLane w0, TLane w1, TLane w2, TLane w3, TLane w4, TLane w5,
        ref TLane s0, ref TLane s1, ref TLane s2, ref TLane s3, ref TLane s4, ref TLane s5)
        where TLane : struct, ILane<TLane>
    {
        TLane.AddProduct(ref s0, x, w0);
        TLane.AddProduct(ref s1, x, w1);
        TLane.AddProduct(ref s2, x, w2);
        TLane.AddProduct(ref s3, x, w3);
        TLane.AddProduct(ref s4, x, w4);
        TLane.AddProduct(ref s5, x, w5);
    }

    /// <summary>Stores two lanes side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(ref T destination, int offset, TLane a, TLane b)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        TLane.Store(a, ref destination, offset);
        TLane.Store(b, ref destination, offset + TLane.Width);
    }

    /// <summary>Stores three lanes side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(ref T destination, int offset, TLane a, TLane b, TLane c)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        TLane.Store(a, ref destination, offset);
        TLane.Store(b, ref destination, offset + TLane.Width);
        TLane.Store(c, ref destination, offset + (2 * TLane.Width));
    }

    /// <summary>Stores four lanes side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(ref T destination, int offset, TLane a, TLane b, TLane c, TLane d)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        TLane.Store(a, ref destination, offset);
        TLane.Store(b, ref destination, offset + TLane.Width);
        TLane.Store(c, ref destination, offset + (2 * TLane.Width));
        TLane.Store(d, ref destination, offset + (3 * TLane.Width));
    }

    /// <summary>Stores the first <paramref name="count"/> places: all of them where that is the lane's width, which is quicker.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<TLane, T>(TLane lane, ref T destination, int offset, int count)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (count == TLane.Width)
        {
            TLane.Store(lane, ref destination, offset);
        }
        else
        {
            TLane.StorePartial(lane, ref destination, offset, count);
        }
    }

    /// <summary>Adds the sum of a lane's places to one number, or puts it there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums<TLane, T>(ref T destination, int offset, bool adds, TLane a)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, IAdditionOperators<T, T, T>
    {
        ref T place = ref Unsafe.Add(ref destination, offset);
        place = adds ? place + TLane.Sum(a) : TLane.Sum(a);
    }

    /// <summary>Stores the sum of a lane's places as one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSum<TLane, T>(TLane lane, ref T destination, int offset)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged =>
        Unsafe.Add(ref destination, offset) = TLane.Sum(lane);

    /// <summary>Stores the sum of a lane's places, plus a bias, as one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSum<TLane, T>(TLane lane, ref readonly T bias, int biasOffset, ref T destination, int offset)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged, IAdditionOperators<T, T, T> =>
        Unsafe.Add(ref destination, offset) = TLane.Sum(lane) + Unsafe.Add(ref Unsafe.AsRef(in bias), biasOffset);
}
