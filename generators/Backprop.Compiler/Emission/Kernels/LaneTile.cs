namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A register tile of whole lanes: each of the <paramref name="Held"/> lanes that it loads at a step meets each of the <paramref name="Met"/> others,
/// which are lanes as well, or numbers in every place.</summary>
internal sealed record LaneTile(int Held, int Met)
{
    // The most on either side: the library has tiles up to there.
    private const int Most = 6;

    /// <summary>The library's type.</summary>
    public string Type => $"Held{Held}<Met{Met}>";

    /// <summary>The tile that 32 registers have room for, and that of 16 registers of half a lane.</summary>
    /// <param name="held">How many are held in all.</param>
    /// <param name="met">How many they meet in all.</param>
    /// <param name="load">What loading one of the latter costs, counted in lanes: half of one for a number.</param>
    /// <param name="divides">Whether the tiles may not overlap.</param>
    public static (LaneTile Wide, LaneTile Narrow) Both(int held, int met, double load, bool divides) =>
        (Best(held, met, load, divides, 31, 1), Best(held, met, load, divides, 16, 2));

    // The cheapest of those whose sums and loaded lanes find room. A step takes a cycle per product, or per load where there are more of them.
    private static LaneTile Best(int held, int met, double load, bool divides, int registers, int perLane) =>
        (from h in Enumerable.Range(1, Math.Min(held, Most))
         from m in Enumerable.Range(1, Math.Min(met, Most))
         where (((h * m) + (m == 1 ? 0 : h)) * perLane) + (load < 1 ? 1 : perLane) <= registers && (!divides || (held % h == 0 && met % m == 0))
         let loads = h + (m * load)
         let cycles = Math.Max(Math.Max(h * m, loads), 5) + (0.4 * loads)
         orderby ((held + h - 1) / h) * ((met + m - 1) / m) * cycles, h * m
         select new LaneTile(h, m)).First();
}
