namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Cuts a constant number of rows into tiles of a constant height.</summary>
internal static class Tiles
{
    /// <summary>Writes <paramref name="body"/> for tiles of one of two heights: the second where a lane is one register, which leaves room for more sums.</summary>
    public static void Emit(KernelWriter kernel, string variable, string bound, int size, int height, int wideHeight, Action<string?> body, string tile = "tile")
    {
        string best = $"TLane.IsWide ? {wideHeight} : {height}";
        if (height == wideHeight)
        {
            Emit(kernel, variable, bound, size, height, body, tile: tile);
        }
        else if (size % height == 0 && size % wideHeight == 0)
        {
            kernel.Block($"for (int {variable} = 0; {variable} < {bound}; {variable} += {best})", () => body(variable));
        }
        else
        {
            kernel.Line($"int {tile}Size = {best};");
            kernel.Block($"for (int {tile} = 0; {tile} < {bound}; {tile} += {tile}Size)", () =>
            {
                kernel.Line($"int {variable} = int.Min({tile}, {bound} - {tile}Size); // the last tile may overlap the one before");
                body(variable);
            });
        }
    }

    /// <summary>Writes <paramref name="body"/> for tiles that cover all rows; where these are no multiple of the height, the last tile starts early enough to
    /// be whole, and overlaps the one before. The body is given where its tile starts; null if there is one only. It may declare what it likes.</summary>
    /// <param name="variable">The name of the variable that holds where a tile starts.</param>
    /// <param name="bound">The expression of the number of rows.</param>
    /// <param name="part">The expression of the number of this thread's first tile, of which it takes one in <c>parts</c>; null where it takes all.</param>
    /// <param name="tile">What the loop's own variable is called where tiles overlap; another one for each of nested loops.</param>
    public static void Emit(KernelWriter kernel, string variable, string bound, int size, int height, Action<string?> body, string? part = null, string tile = "tile")
    {
        string first = part is null ? "0" : $"{part} * {height}", step = part is null ? $"{height}" : $"parts * {height}";
        if (height == size)
        {
            if (part is null)
            {
                body(null);
            }
            else
            {
                kernel.Block($"if ({part} == 0)", () => body(null));
            }
        }
        else if (size % height == 0)
        {
            kernel.Block($"for (int {variable} = {first}; {variable} < {bound}; {(step == "1" ? $"{variable}++" : $"{variable} += {step}")})", () => body(variable));
        }
        else
        {
            kernel.Block($"for (int {tile} = {first}; {tile} < {bound}; {tile} += {step})", () =>
            {
                kernel.Line($"int {variable} = int.Min({tile}, {bound} - {height}); // the last tile overlaps the one before");
                body(variable);
            });
        }
    }
}
