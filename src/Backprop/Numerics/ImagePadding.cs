using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>Images with something around them, and without it. For the emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ImagePadding
{
    /// <summary>y = x with a value around it.</summary>
    /// <param name="x">The images.</param>
    /// <param name="y">Receives them, padded.</param>
    /// <param name="rows">How many.</param>
    /// <param name="value">The value.</param>
    /// <param name="sizes">Their sizes.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void Pad<TLane, T>(ref readonly T x, ref T y, int rows, TLane value, PaddingSizes sizes)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        ref readonly T line = ref x;
        for (int row = 0; row < rows; row++)
        {
            ref T padded = ref Lanes.Place(ref y, row, sizes.PaddedSize);
            Fill<TLane, T>(ref padded, sizes.PaddedSize, value);
            for (int index = 0, to = sizes.Start; index < sizes.Lines; index++, to += sizes.PaddedLine)
            {
                Copy<TLane, T>(in line, ref Lanes.Place(ref padded, to, 1), sizes.Line);
                line = ref Lanes.At(in line, sizes.Line);
            }
        }
    }

    /// <summary>dx = δ without what is around it.</summary>
    /// <param name="delta">The padded images.</param>
    /// <param name="dx">Receives them as they were.</param>
    /// <param name="rows">How many.</param>
    /// <param name="sizes">Their sizes.</param>
    public static void Crop<T>(ref readonly T delta, ref T dx, int rows, PaddingSizes sizes)
        where T : unmanaged
    {
        for (int row = 0; row < rows; row++)
        {
            for (int line = 0; line < sizes.Lines; line++)
            {
                ref readonly T from = ref Lanes.At(in delta, (row * sizes.PaddedSize) + sizes.Start + (line * sizes.PaddedLine));
                MemoryMarshal.CreateReadOnlySpan(in from, sizes.Line).CopyTo(MemoryMarshal.CreateSpan(ref Lanes.Place(ref dx, (row * sizes.Lines) + line, sizes.Line), sizes.Line));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill<TLane, T>(ref T destination, int count, TLane value)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        int i = 0;
        for (; i <= count - TLane.Width; i += TLane.Width)
        {
            TLane.Store(value, ref destination, i);
        }

        if (i < count)
        {
            TLane.StorePartial(value, ref destination, i, count - i);
        }
    }

    // The last lane starts early enough to be whole.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TLane, T>(ref readonly T source, ref T destination, int count)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        if (count < TLane.Width)
        {
            TLane.StorePartial(TLane.LoadPartial(in source, 0, count), ref destination, 0, count);
            return;
        }

        for (int i = 0; i < count; i += TLane.Width)
        {
            int at = int.Min(i, count - TLane.Width);
            TLane.Store(TLane.Load(in source, at), ref destination, at);
        }
    }
}
