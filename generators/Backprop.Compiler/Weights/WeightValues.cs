using Backprop.Serialization;

namespace Backprop.Compiler.Weights;

/// <summary>The numbers in a file that fits its network.</summary>
internal static class WeightValues
{
    /// <summary>The values of a tensor, converted to doubles, which hold all that files have.</summary>
    public static double[] Read(WeightFile file, SafetensorsEntry entry)
    {
        double[] values = new double[entry.Count];
        int size = SafetensorsDtype.BitsOf(entry.Dtype) / 8, first = SafetensorsHeader.PrefixLength + file.HeaderLength + (int)entry.Begin;
        for (int i = 0; i < values.Length; i++)
        {
            long bits = 0;
            for (int place = size - 1; place >= 0; place--)
            {
                bits = (bits << 8) | file.Bytes[first + (i * size) + place];
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
