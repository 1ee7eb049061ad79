using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>Room on the stack for one lane on a 64-byte boundary. The stack itself keeps only 16: a 512-bit register stored across two
/// cache lines and read back costs more than the function it was handed to (28 ns against 7 ns for a whole exp, on Zen 4).</summary>
[StructLayout(LayoutKind.Sequential, Size = 2 * Alignment)]
internal struct LaneSlot
{
    private const int Alignment = 64;

    /// <summary>The aligned place in a slot that lives on the stack, where nothing moves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref TLane Align<TLane>(ref LaneSlot slot)
        where TLane : struct
    {
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<LaneSlot>(), ref slot);
        return ref Unsafe.As<LaneSlot, TLane>(ref Unsafe.AddByteOffset(ref slot, -address & (Alignment - 1)));
    }
}
