using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>Zeroed memory that starts on a cache line and never moves: a pinned array, so there is nothing to dispose.
/// It ends in at least one lane (64 bytes) of padding.</summary>
public readonly struct NetworkBuffer<T>
    where T : unmanaged
{
    private const int CacheLine = 64;
    private readonly T[] array;
    private readonly int start;

    /// <summary>Allocates <paramref name="length"/> zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or beyond what one array holds.</exception>
    public NetworkBuffer(long length)
    {
        int padding = 2 * CacheLine / Unsafe.SizeOf<T>();
        if (length < 0 || length > Array.MaxLength - padding)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, $"A buffer holds 0 to {Array.MaxLength - padding} values, not {length}.");
        }

        array = GC.AllocateArray<T>((int)length + padding, pinned: true);
        nint misalignment = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % CacheLine;
        start = misalignment == 0 ? 0 : (int)((CacheLine - misalignment) / Unsafe.SizeOf<T>());
        Length = (int)length;
    }

    /// <summary>The number of values, without the padding.</summary>
    public int Length { get; }

    /// <summary>The values, without the padding.</summary>
    public Span<T> Span => MemoryMarshal.CreateSpan(ref Origin, Length);

    /// <summary>The first value.</summary>
    public ref T Origin => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), start);
}
