using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Backprop.Serialization;

/// <summary>Numbers as files have them, little-endian, and as spans of <see cref="float"/> or <see cref="double"/> have them.</summary>
internal static class TensorNumbers
{
    /// <summary>Decodes as many values as <paramref name="values"/> has room for. F16, BF16 and F32 lose nothing; F64 is rounded to the nearest float where floats are wanted,
    /// and becomes infinite beyond them.</summary>
    /// <param name="dtype">F64, F32, F16 or BF16.</param>
    /// <param name="bytes">The values.</param>
    /// <param name="values">Where they go: floats or doubles.</param>
    public static void Decode<T>(string dtype, ReadOnlySpan<byte> bytes, Span<T> values)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Decode(dtype, bytes, MemoryMarshal.Cast<T, float>(values));
        }
        else
        {
            Decode(dtype, bytes, MemoryMarshal.Cast<T, double>(values));
        }
    }

    /// <summary>Encodes values as F32 or F64; doubles are rounded to the nearest float, and become infinite beyond them.</summary>
    public static void Encode<T>(string dtype, ReadOnlySpan<T> values, Span<byte> bytes)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Encode(dtype, MemoryMarshal.Cast<T, float>(values), bytes);
        }
        else
        {
            Encode(dtype, MemoryMarshal.Cast<T, double>(values), bytes);
        }
    }

    private static void Decode(string dtype, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (dtype)
        {
            case SafetensorsDtype.F32 when BitConverter.IsLittleEndian:
                bytes[..(values.Length * sizeof(float))].CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case SafetensorsDtype.F32:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
                }

                break;
            case SafetensorsDtype.F64:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
                }

                break;
            default:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = ReadShort(dtype, bytes[(i * sizeof(ushort))..]);
                }

                break;
        }
    }

    private static void Decode(string dtype, ReadOnlySpan<byte> bytes, Span<double> values)
    {
        switch (dtype)
        {
            case SafetensorsDtype.F64 when BitConverter.IsLittleEndian:
                bytes[..(values.Length * sizeof(double))].CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case SafetensorsDtype.F64:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
                }

                break;
            case SafetensorsDtype.F32:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
                }

                break;
            default:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = ReadShort(dtype, bytes[(i * sizeof(ushort))..]);
                }

                break;
        }
    }

    /// <summary>BF16 is the upper half of F32.</summary>
    private static float ReadShort(string dtype, ReadOnlySpan<byte> bytes) => dtype switch
    {
        SafetensorsDtype.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        SafetensorsDtype.BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        _ => throw new ArgumentException($"{dtype} is not decoded.", nameof(dtype)),
    };

    private static void Encode(string dtype, ReadOnlySpan<float> values, Span<byte> bytes)
    {
        if (dtype == SafetensorsDtype.F32 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (dtype == SafetensorsDtype.F32)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], values[i]);
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes[(i * sizeof(double))..], values[i]);
            }
        }
    }

    private static void Encode(string dtype, ReadOnlySpan<double> values, Span<byte> bytes)
    {
        if (dtype == SafetensorsDtype.F64 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (dtype == SafetensorsDtype.F32)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], (float)values[i]);
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes[(i * sizeof(double))..], values[i]);
            }
        }
    }
}
