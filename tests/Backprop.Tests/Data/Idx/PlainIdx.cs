using System.Buffers.Binary;
using System.Numerics;
using Backprop.Data;

namespace Backprop.Tests.Data;

/// <summary>The IDX format written down a second time, without regard for speed or reasons.</summary>
internal static class PlainIdx
{
    private static readonly Dictionary<byte, (int Size, Func<byte[], double> Decode)> Types = new()
    {
        [0x08] = (1, b => b[0]),
        [0x09] = (1, b => (sbyte)b[0]),
        [0x0B] = (2, b => BinaryPrimitives.ReadInt16BigEndian(b)),
        [0x0C] = (4, b => BinaryPrimitives.ReadInt32BigEndian(b)),
        [0x0D] = (4, b => BinaryPrimitives.ReadSingleBigEndian(b)),
        [0x0E] = (8, b => BinaryPrimitives.ReadDoubleBigEndian(b)),
    };

    /// <summary>A file of the given dimensions, and of the given values as the type writes them.</summary>
    public static byte[] File(IdxElementType type, int[] dimensions, params double[] values)
    {
        var bytes = new List<byte> { 0, 0, (byte)type, (byte)dimensions.Length };
        foreach (int dimension in dimensions)
        {
            bytes.AddRange(BitConverter.GetBytes(dimension).Reverse());
        }

        foreach (double value in values)
        {
            bytes.AddRange(type switch
            {
                IdxElementType.UnsignedByte => [(byte)value],
                IdxElementType.SignedByte => [(byte)(sbyte)value],
                IdxElementType.Int16 => BitConverter.GetBytes((short)value).Reverse(),
                IdxElementType.Int32 => BitConverter.GetBytes((int)value).Reverse(),
                IdxElementType.Single => BitConverter.GetBytes((float)value).Reverse(),
                _ => BitConverter.GetBytes(value).Reverse(),
            });
        }

        return bytes.ToArray();
    }

    /// <summary>The dimensions and values; null if the bytes are not a whole file and nothing else.</summary>
    public static (int[] Dimensions, double[] Values)? Parse(byte[] bytes)
    {
        if (bytes.Length < 4 || bytes[0] + bytes[1] != 0 || !Types.TryGetValue(bytes[2], out var type) || bytes[3] == 0 || bytes.Length < 4 + (4 * bytes[3]))
        {
            return null;
        }

        long[] dimensions = bytes.Skip(4).Take(4 * bytes[3]).Chunk(4).Select(b => (long)BinaryPrimitives.ReadUInt32BigEndian(b)).ToArray();
        BigInteger count = dimensions.Aggregate(BigInteger.One, (product, dimension) => product * dimension);
        byte[] rest = bytes[(4 + (4 * bytes[3]))..];
        if (count == 0 || count * type.Size != rest.Length)
        {
            return null;
        }

        double[] values = rest.Chunk(type.Size).Select(type.Decode).ToArray();
        return values.Any(v => double.IsFinite(v) && float.IsInfinity((float)v)) ? null : (dimensions.Select(d => (int)d).ToArray(), values);
    }
}
