using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Backprop.Tests.Serialization;

/// <summary>Files put together by hand.</summary>
internal static class PlainSafetensors
{
    /// <summary>A file of any header and data, right or wrong.</summary>
    public static byte[] File(string header, params ReadOnlySpan<byte> data) => File(Encoding.UTF8.GetBytes(header), data);

    /// <inheritdoc cref="File(string, ReadOnlySpan{byte})"/>
    public static byte[] File(byte[] header, params ReadOnlySpan<byte> data)
    {
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        return [.. prefix, .. header, .. data];
    }

    /// <summary>One tensor's entry in a header.</summary>
    public static string Entry(string name, string dtype, string shape, long begin, long end) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{name}\":{{\"dtype\":\"{dtype}\",\"shape\":{shape},\"data_offsets\":[{begin},{end}]}}");

    /// <summary>Numbers as F32.</summary>
    public static byte[] Singles(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>Numbers as F64.</summary>
    public static byte[] Doubles(params double[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
