using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>Zeroed memory that starts on a cache line and never moves: a pinned array, so there is nothing to dispose.
/// It ends in at least one lane (64 bytes) of padding.</summary>
public readonly struct NetworkBuffer<T>
    where T : unmanaged
{
    private const int CacheLine = 64;
    private static readonly int Padding = 2 * CacheLine / Unsafe.SizeOf<T>();
    private readonly T[] array;
    private readonly int start;

    /// <summary>Allocates <paramref name="length"/> zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or beyond what one array holds.</exception>
    public NetworkBuffer(long length)
    {
        if (length < 0 || length > MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, $"A buffer holds 0 to {MaxLength} values, not {length}.");
        }

        array = GC.AllocateArray<T>((int)length + Padding, pinned: true);
        nint misalignment = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % CacheLine;
        start = misalignment == 0 ? 0 : (int)((CacheLine - misalignment) / Unsafe.SizeOf<T>());
        Length = (int)length;
    }

    private NetworkBuffer(T[] array, int start, int length)
    {
        this.array = array;
        this.start = start;
        Length = length;
    }

    /// <summary>The most values that a buffer holds.</summary>
    public static int MaxLength => Array.MaxLength - Padding;

    /// <summary>The number of values, without the padding.</summary>
    public int Length { get; }

    /// <summary>The values, without the padding.</summary>
    public Span<T> Span => MemoryMarshal.CreateSpan(ref Origin, Length);

    /// <summary>The value at an offset, unchecked: the emitted code's offsets are constants of the plan.</summary>
    public ref T At(int offset) => ref Unsafe.Add(ref Origin, offset);

    /// <summary>The value behind as many rows of a number of values, unchecked like <see cref="At(int)"/>.</summary>
    public ref T At(int rows, int perRow) => ref Unsafe.Add(ref Origin, (nint)rows * perRow);

    /// <summary>The value behind as many rows of a number of values, and then as many rows of another, unchecked like <see cref="At(int)"/>.</summary>
    public ref T At(int rows, int perRow, int first, int width) => ref Unsafe.Add(ref Origin, ((nint)rows * perRow) + ((nint)first * width));

    /// <summary>A part of the buffer: the same memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the buffer.</exception>
    public NetworkBuffer<T> Slice(int offset, int length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"A part of {length} values should lie within the {Length} of the buffer.");
        }

        return new NetworkBuffer<T>(array, start + offset, length);
    }

    /// <summary>The first value.</summary>
    public ref T Origin => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), start);
}
