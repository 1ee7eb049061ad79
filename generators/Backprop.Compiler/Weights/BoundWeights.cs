using Backprop.Serialization;

namespace Backprop.Compiler.Weights;

/// <summary>The file of a network, which fits it.</summary>
/// <param name="File">The file.</param>
/// <param name="Resource">The resource that holds it; null if the numbers are written out.</param>
/// <param name="HeaderLength">The bytes of its header.</param>
internal sealed record BoundWeights(WeightFile File, string? Resource, int HeaderLength)
{
    /// <summary>The values of a tensor, converted to doubles, which hold all that files have.</summary>
    public double[] Read(SafetensorsEntry entry)
    {
        double[] values = new double[entry.Count];
        int size = SafetensorsDtype.BitsOf(entry.Dtype) / 8, first = SafetensorsHeader.PrefixLength + HeaderLength + (int)entry.Begin;
        for (int i = 0; i < values.Length; i++)
        {
            long bits = 0;
            for (int place = size - 1; place >= 0; place--)
            {
                bits = (bits << 8) | File.Bytes[first + (i * size) + place];
            }

            values[i] = Decode(entry.Dtype, bits);
        }

        return values;
    }

    private static double Decode(string dtype, long bits) => dtype switch
    {
        SafetensorsDtype.F64 => BitConverter.Int64BitsToDouble(bits),
        SafetensorsDtype.F32 => Single((int)bits),
        SafetensorsDtype.BF16 => Single((int)(bits << 16)),
        _ => Half((int)bits),
    };

    private static float Single(int bits) => BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);

    // IEEE 754 binary16: 1 sign, 5 of exponent, 10 of fraction.
    private static double Half(int bits)
    {
        int exponent = (bits >> 10) & 31, fraction = bits & 1023;
        double size = exponent switch
        {
            0 => fraction * Math.Pow(2, -24),
            31 => fraction == 0 ? double.PositiveInfinity : double.NaN,
            _ => (1024 + fraction) * Math.Pow(2, exponent - 25),
        };
        return (bits & 0x8000) == 0 ? size : -size;
    }
}
