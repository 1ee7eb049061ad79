using System.Text;
using Backprop.Serialization;

namespace Backprop.Tests.Serialization;

/// <summary>What is written is, byte by byte, what the format says, whatever the pieces it comes in.</summary>
public class SafetensorsWriterTests
{
    private static readonly SafetensorsTensor[] Tensors =
        [new("a\"é", "F32", [2, 2]), new("none", "F64", [0]), new("b", "F64", [3]), new("n", "I64", [])];

    private static byte[] Expected()
    {
        string header = "{\"__metadata__\":{\"k\":\"v\\u000a\\\\\"},\"a\\\"é\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
            + "\"none\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[16,16]},\"b\":{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[16,40]},"
            + "\"n\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[40,48]}}";
        byte[] bytes = Encoding.UTF8.GetBytes(header);
        byte[] padded = [.. bytes, .. Enumerable.Repeat((byte)' ', (8 - (bytes.Length % 8)) % 8)];
        return PlainSafetensors.File(padded, [.. PlainSafetensors.Singles(1, 2, 3, 4), .. PlainSafetensors.Doubles(5, 6, 7), 8, 0, 0, 0, 0, 0, 0, 0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    public void The_bytes_are_those_of_the_format(int piece)
    {
        var stream = new MemoryStream();
        var writer = new SafetensorsWriter(stream, Tensors, [new("k", "v\n\\")]);
        float[] values = [1, 2, 3, 4, 5, 6, 7];
        for (int i = 0; i < values.Length; i += piece)
        {
            writer.Write<float>(values.AsSpan(i, Math.Min(piece, values.Length - i)));
        }

        writer.WriteBytes(BitConverter.GetBytes(8L));
        writer.Complete();

        Assert.Equal(Expected(), stream.ToArray());
    }

    [Fact]
    public void Doubles_are_rounded_to_floats_where_floats_are_asked_for_and_refused_beyond_them()
    {
        var stream = new MemoryStream();
        var writer = new SafetensorsWriter(stream, [new("x", "F32", [100_000])]);
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => i / 3.0)];
        writer.Write<double>(values);
        writer.Complete();

        Assert.Equal(PlainSafetensors.Singles([.. values.Select(value => (float)value)]), stream.ToArray()[^400_000..]);
        var other = new SafetensorsWriter(new MemoryStream(), [new("x", "F32", [2])]);
        Assert.Equal("x has the value 1E+39, which is beyond single precision.", Assert.Throws<OverflowException>(() => other.Write<double>([double.NaN, 1e39])).Message);
    }

    [Fact]
    public void Too_few_and_too_many_values_are_refused()
    {
        var writer = new SafetensorsWriter(new MemoryStream(), [new("x", "F32", [3])]);
        writer.Write<float>([1, 2]);

        Assert.Contains("4 bytes of x", Assert.Throws<InvalidOperationException>(writer.Complete).Message);
        Assert.Throws<InvalidOperationException>(() => writer.Write<float>([3, 4]));
        Assert.Throws<InvalidOperationException>(() => new SafetensorsWriter(new MemoryStream(), [new("n", "I64", [1])]).Write<float>([1]));
    }

    [Fact]
    public void Names_that_no_file_can_have_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SafetensorsWriter(new MemoryStream(), [new("x", "F32", [1]), new("x", "F32", [1])]));
        Assert.Throws<ArgumentException>(() => new SafetensorsWriter(new MemoryStream(), [new("__metadata__", "F32", [1])]));
        Assert.Throws<ArgumentException>(() => new SafetensorsWriter(new MemoryStream(), [], [new("k", "1"), new("k", "2")]));
        Assert.ThrowsAny<ArgumentException>(() => new SafetensorsWriter(new MemoryStream(), [new("\ud800", "F32", [1])]));
    }
}
