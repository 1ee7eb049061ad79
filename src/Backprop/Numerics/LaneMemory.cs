using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>The moves of part of a lane. They touch exactly <c>count</c> numbers on either side, and none of them calls anything: a call would
/// throw the sums of a register tile out of their registers.</summary>
internal static class LaneMemory
{
    /// <summary>The first <paramref name="count"/> of four numbers, zeros in the rest; none for a count below one, all for four and more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(ref readonly float source, int offset, int count)
    {
        ref float from = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        return count >= 4 ? Vector128.LoadUnsafe(ref from)
            : count == 3 ? Vector128.Create(from, Unsafe.Add(ref from, 1), Unsafe.Add(ref from, 2), 0)
            : count == 2 ? Vector128.Create(from, Unsafe.Add(ref from, 1), 0, 0)
            : count == 1 ? Vector128.CreateScalar(from)
            : Vector128<float>.Zero;
    }

    /// <summary>The first <paramref name="count"/> of two numbers, zeros in the rest; none for a count below one, all for two and more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Load(ref readonly double source, int offset, int count)
    {
        ref double from = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        return count >= 2 ? Vector128.LoadUnsafe(ref from) : count == 1 ? Vector128.CreateScalar(from) : Vector128<double>.Zero;
    }

    /// <summary>Writes the first <paramref name="count"/> of four numbers; none for a count below one, all for four and more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> part, ref float destination, int offset, int count)
    {
        ref float to = ref Unsafe.Add(ref destination, offset);
        if (count >= 4)
        {
            part.StoreUnsafe(ref to);
            return;
        }

        if (count > 0)
        {
            to = part.ToScalar();
        }

        if (count > 1)
        {
            Unsafe.Add(ref to, 1) = part.GetElement(1);
        }

        if (count > 2)
        {
            Unsafe.Add(ref to, 2) = part.GetElement(2);
        }
    }

    /// <summary>Writes the first <paramref name="count"/> of eight numbers; none for a count below one, all for eight and more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> half, ref float destination, int offset, int count)
    {
        Vector128<float> part = half.GetLower();
        if (count >= 4)
        {
            part.StoreUnsafe(ref destination, (nuint)(uint)offset);
            part = half.GetUpper();
            offset += 4;
            count -= 4;
        }

        Store(part, ref destination, offset, count);
    }

    /// <summary>Writes the first <paramref name="count"/> of two numbers; none for a count below one, both for two and more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<double> part, ref double destination, int offset, int count)
    {
        ref double to = ref Unsafe.Add(ref destination, offset);
        if (count >= 2)
        {
            part.StoreUnsafe(ref to);
        }
        else if (count > 0)
        {
            to = part.ToScalar();
        }
    }

    /// <summary>image[i] = source[offset + i·stride].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gather<T>(ref readonly T source, int offset, int stride, ref T image, int count)
        where T : unmanaged
    {
        ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in source), (nint)offset);
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref image, i) = Unsafe.Add(ref from, (nint)i * stride);
        }
    }

    /// <summary>destination[offset + i·stride] = image[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(ref readonly T image, ref T destination, int offset, int stride, int count)
        where T : unmanaged
    {
        ref T to = ref Unsafe.Add(ref destination, (nint)offset);
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref to, (nint)i * stride) = Unsafe.Add(ref Unsafe.AsRef(in image), i);
        }
    }
}
