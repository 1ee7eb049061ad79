using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Backprop.Serialization;

/// <summary>The check sum of checkpoints: CRC-32C, with the reflected polynomial 0x82F63B78 (RFC 3720, section 12.1), which processors compute themselves.</summary>
internal static class Crc32C
{
    /// <summary>The check sum of the bytes that gave <paramref name="crc"/> (0 for none) and these after them.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint register = ~crc;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            register = BitOperations.Crc32C(register, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte value in bytes)
        {
            register = BitOperations.Crc32C(register, value);
        }

        return ~register;
    }

    /// <summary>The same with the bytes of numbers, as the machine has them.</summary>
    public static uint Append<T>(uint crc, ReadOnlySpan<T> values)
        where T : unmanaged => Append(crc, MemoryMarshal.AsBytes(values));
}
