using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>The moves of part of a lane, through its image on the stack. They touch exactly <c>count</c> numbers on either side.</summary>
internal static class LaneMemory
{
    /// <summary>destination[destinationOffset + i] = source[sourceOffset + i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(ref readonly T source, int sourceOffset, ref T destination, int destinationOffset, int count)
        where T : unmanaged =>
        Unsafe.CopyBlockUnaligned(
            ref Unsafe.As<T, byte>(ref Unsafe.Add(ref destination, (nuint)(uint)destinationOffset)),
            in Unsafe.As<T, byte>(ref Unsafe.Add(ref Unsafe.AsRef(in source), (nuint)(uint)sourceOffset)),
            (uint)(count * Unsafe.SizeOf<T>()));

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
