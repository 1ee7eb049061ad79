namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A register tile of whole lanes: each of the <paramref name="Held"/> lanes that it loads at a step meets each of the <paramref name="Met"/> others,
/// which are lanes as well, or numbers in every place.</summary>
internal sealed record LaneTile(int Held, int Met)
{
    /// <summary>The most on either side: <see cref="Lanes"/> of the library holds so many at once.</summary>
    private const int MostHeld = 6, MostMet = 8;

    public int Sums => Held * Met;

    /// <summary>Writes <paramref name="body"/> for the tile that 32 registers have room for, and for that of 16 registers of half a lane.</summary>
    /// <param name="held">What is held, and how many there are in all.</param>
    /// <param name="met">What it meets.</param>
    /// <param name="load">What loading one of the latter costs, counted in lanes: half of one for a number.</param>
    /// <param name="divides">Whether the tiles may not overlap.</param>
    public static void Variants(KernelWriter kernel, (string Name, int Count) held, (string Name, int Count) met, double load, bool divides, Action<LaneTile> body)
    {
        LaneTile wide = Best(held.Count, met.Count, load, divides, 31, 1), narrow = Best(held.Count, met.Count, load, divides, 16, 2);
        if (wide == narrow)
        {
            body(wide);
            return;
        }

        string Comment(LaneTile tile, string room) => $"{tile.Held} {held.Name} × {tile.Met} {met.Name} at a time: {tile.Sums} sums {room}.";
        string wideCall = kernel.Variant("Wide", Comment(wide, "fit into 32 registers"), () => body(wide));
        string narrowCall = kernel.Variant("Narrow", Comment(narrow, "of two registers fit into 16"), () => body(narrow));
        kernel.Block("if (TLane.IsWide)", () => kernel.Line(wideCall));
        kernel.Block("else", () => kernel.Line(narrowCall));
    }

    /// <summary>The largest divisor that is no larger than the most.</summary>
    public static int Divisor(int count, int most) => Enumerable.Range(1, Math.Min(count, most)).Last(divisor => count % divisor == 0);

    // The cheapest of those whose sums and loaded lanes find room. A step takes a cycle per product, or per load where there are more of them.
    private static LaneTile Best(int held, int met, double load, bool divides, int registers, int perLane) =>
        (from h in Enumerable.Range(1, Math.Min(held, MostHeld))
         from m in Enumerable.Range(1, Math.Min(met, MostMet))
         where (((h * m) + (m == 1 ? 0 : h)) * perLane) + (load < 1 ? 1 : perLane) <= registers && (!divides || (held % h == 0 && met % m == 0))
         let loads = h + (m * load)
         let cycles = Math.Max(Math.Max(h * m, loads), 5) + (0.4 * loads)
         orderby ((held + h - 1) / h) * ((met + m - 1) / m) * cycles, h * m
         select new LaneTile(h, m)).First();
}
