using System.Buffers.Binary;

namespace Backprop.Data;

/// <summary>Makes values of whole elements, and returns how many it made: fewer only where an element has no such value.</summary>
internal delegate int IdxConversion<T>(ReadOnlySpan<byte> elements, Span<T> values);

/// <summary>The element types of IDX files: their sizes, and their values as the library wants them.</summary>
internal static class IdxElements
{
    /// <summary>Bytes per element; null for a type that does not exist.</summary>
    public static int? SizeOf(IdxElementType type) => type switch
    {
        IdxElementType.UnsignedByte or IdxElementType.SignedByte => 1,
        IdxElementType.Int16 => 2,
        IdxElementType.Int32 or IdxElementType.Single => 4,
        IdxElementType.Double => 8,
        _ => null,
    };

    /// <summary>Elements as floats, rounded to the nearest; unsigned bytes over 255 if they are to be scaled.</summary>
    public static IdxConversion<float> ToFloats(IdxElementType type, bool scale) => type switch
    {
        IdxElementType.UnsignedByte => scale ? ScaledBytes : Bytes,
        IdxElementType.SignedByte => SignedBytes,
        IdxElementType.Int16 => Shorts,
        IdxElementType.Int32 => Integers,
        IdxElementType.Single => Singles,
        _ => Doubles,
    };

    /// <summary>Elements as integers; null for types that are none.</summary>
    public static IdxConversion<int>? ToIntegers(IdxElementType type) => type switch
    {
        IdxElementType.UnsignedByte => ByteLabels,
        IdxElementType.SignedByte => SignedByteLabels,
        IdxElementType.Int16 => ShortLabels,
        IdxElementType.Int32 => IntegerLabels,
        _ => null,
    };

    private static int Bytes(ReadOnlySpan<byte> elements, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = elements[i];
        }

        return values.Length;
    }

    private static int ScaledBytes(ReadOnlySpan<byte> elements, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = elements[i] / 255f;
        }

        return values.Length;
    }

    private static int SignedBytes(ReadOnlySpan<byte> elements, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (sbyte)elements[i];
        }

        return values.Length;
    }

    private static int Shorts(ReadOnlySpan<byte> elements, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt16BigEndian(elements[(i * sizeof(short))..]);
        }

        return values.Length;
    }

    private static int Integers(ReadOnlySpan<byte> elements, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32BigEndian(elements[(i * sizeof(int))..]);
        }

        return values.Length;
    }

    private static int Singles(ReadOnlySpan<byte> elements, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleBigEndian(elements[(i * sizeof(float))..]);
        }

        return values.Length;
    }

    private static int Doubles(ReadOnlySpan<byte> elements, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double value = BinaryPrimitives.ReadDoubleBigEndian(elements[(i * sizeof(double))..]);
            values[i] = (float)value;
            if (float.IsInfinity(values[i]) && double.IsFinite(value))
            {
                return i;
            }
        }

        return values.Length;
    }

    private static int ByteLabels(ReadOnlySpan<byte> elements, Span<int> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = elements[i];
        }

        return values.Length;
    }

    private static int SignedByteLabels(ReadOnlySpan<byte> elements, Span<int> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (sbyte)elements[i];
        }

        return values.Length;
    }

    private static int ShortLabels(ReadOnlySpan<byte> elements, Span<int> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt16BigEndian(elements[(i * sizeof(short))..]);
        }

        return values.Length;
    }

    private static int IntegerLabels(ReadOnlySpan<byte> elements, Span<int> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt32BigEndian(elements[(i * sizeof(int))..]);
        }

        return values.Length;
    }
}
