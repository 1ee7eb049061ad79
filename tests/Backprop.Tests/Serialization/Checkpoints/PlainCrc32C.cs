namespace Backprop.Tests.Serialization.Checkpoints;

/// <summary>CRC-32C bit by bit, as its definition has it.</summary>
internal static class PlainCrc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint register = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            register ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                register = (register & 1) == 1 ? (register >> 1) ^ 0x82F63B78 : register >> 1;
            }
        }

        return ~register;
    }
}
