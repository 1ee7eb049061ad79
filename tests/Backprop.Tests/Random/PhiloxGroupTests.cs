namespace Backprop.Tests.RandomSource;

public sealed class PhiloxGroupTests
{
    /// <summary>A group is four blocks of Philox, word by word, whatever the processor.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(42, 3L << 32, 17)]
    [InlineData(-1, -1, 0x3FFF_FFFF_FFFF_FFFF)]
    [InlineData(long.MinValue, 5, 0x4000_0000)]
    public void IsFourBlocks(long seed, long stream, ulong group)
    {
        uint[] words = new uint[PhiloxGroup.Size];
        PhiloxGroup.Fill(seed, stream, group, words);

        for (int block = 0; block < 4; block++)
        {
            ulong index = unchecked((group * 4) + (ulong)block);
            Assert.Equal(
                Philox.Block((uint)index, (uint)(index >> 32), (uint)stream, (uint)(stream >> 32), (uint)seed, (uint)(seed >> 32)),
                (words[block], words[4 + block], words[8 + block], words[12 + block]));
        }
    }
}
