using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop;

/// <summary>Sixteen random words at once: four consecutive blocks of <see cref="Philox"/>, word by word. Word w of block b is number 4·w + b of the group.
/// Whole numbers are exact, so the form with vectors gives the same ones.</summary>
internal static class PhiloxGroup
{
    /// <summary>The numbers in a group.</summary>
    public const int Size = 16;

    private const int Rounds = 10, Blocks = 4;
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    /// <summary>The blocks 4·group … 4·group + 3 of a stream of a seed, in <see cref="Size"/> words.</summary>
    public static void Fill(long seed, long stream, ulong group, Span<uint> words)
    {
        if (Avx2.IsSupported)
        {
            FillVectors(seed, stream, group, words);
            return;
        }

        for (int block = 0; block < Blocks; block++)
        {
            ulong index = (group * Blocks) + (ulong)block;
            (words[block], words[Blocks + block], words[(2 * Blocks) + block], words[(3 * Blocks) + block]) =
                Philox.Block((uint)index, (uint)(index >> 32), (uint)stream, (uint)(stream >> 32), (uint)seed, (uint)(seed >> 32));
        }
    }

    // Each 64-bit place holds a 32-bit word: the multiplication reads the lower half only, so what is left in the upper one does no harm.
    private static void FillVectors(long seed, long stream, ulong group, Span<uint> words)
    {
        Vector256<ulong> index = Vector256.Create(group * Blocks) + Vector256.Create(0ul, 1, 2, 3);
        Vector256<ulong> c0 = index, c1 = index >> 32, c2 = Vector256.Create((ulong)stream), c3 = Vector256.Create((ulong)stream >> 32);
        Vector256<uint> m0 = Vector256.Create((ulong)Multiplier0).AsUInt32(), m1 = Vector256.Create((ulong)Multiplier1).AsUInt32();
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> product0 = Avx2.Multiply(m0, c0.AsUInt32()), product1 = Avx2.Multiply(m1, c2.AsUInt32());
            c0 = (product1 >> 32) ^ c1 ^ Vector256.Create((ulong)k0);
            c1 = product1;
            c2 = (product0 >> 32) ^ c3 ^ Vector256.Create((ulong)k1);
            c3 = product0;
            k0 = unchecked(k0 + Weyl0);
            k1 = unchecked(k1 + Weyl1);
        }

        Store(c0, c1, words);
        Store(c2, c3, words[(2 * Blocks)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<ulong> first, Vector256<ulong> second, Span<uint> words) =>
        Vector256.Narrow(first & Vector256.Create((ulong)uint.MaxValue), second & Vector256.Create((ulong)uint.MaxValue)).CopyTo(words);
}
