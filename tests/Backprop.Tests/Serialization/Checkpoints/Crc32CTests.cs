using Backprop.Serialization;

namespace Backprop.Tests.Serialization.Checkpoints;

public class Crc32CTests
{
    /// <summary>The check value of the catalogue of CRCs, and the examples of RFC 3720, section B.4.</summary>
    [Fact]
    public void It_is_the_one_of_the_standard()
    {
        Assert.Equal(0xE3069283, Crc32C.Append(0, "123456789"u8));
        Assert.Equal(0x8A9136AA, Crc32C.Append(0, new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Append(0, Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0x46DD794Eu, Crc32C.Append(0, Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()));
        Assert.Equal(0u, Crc32C.Append(0, default));
    }

    [Fact]
    public void Parts_of_any_length_give_the_sum_of_the_whole()
    {
        byte[] bytes = Enumerable.Range(0, 100).Select(i => (byte)(i * 37)).ToArray();
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(PlainCrc32C.Of(bytes), Crc32C.Append(Crc32C.Append(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
        }
    }
}
