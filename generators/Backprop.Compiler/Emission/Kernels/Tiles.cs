namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Cuts a constant number of rows into tiles of a constant height.</summary>
internal static class Tiles
{
    /// <summary>Writes <paramref name="body"/> for tiles that cover all rows; where these are no multiple of the height, the last tile starts early enough to
    /// be whole, and overlaps the one before. The body is given where its tile starts; null if there is one only. It may declare what it likes.</summary>
    /// <param name="variable">The name of the variable that holds where a tile starts.</param>
    /// <param name="bound">The expression of the number of rows.</param>
    /// <param name="tile">What the loop's own variable is called where tiles overlap; another one for each of nested loops.</param>
    public static void Emit(KernelWriter kernel, string variable, string bound, int size, int height, Action<string?> body, string tile = "tile")
    {
        if (height == size)
        {
            body(null);
        }
        else if (size % height == 0)
        {
            kernel.Block($"for (int {variable} = 0; {variable} < {bound}; {(height == 1 ? $"{variable}++" : $"{variable} += {height}")})", () => body(variable));
        }
        else
        {
            kernel.Block($"for (int {tile} = 0; {tile} < {bound}; {tile} += {height})", () =>
            {
                kernel.Line($"int {variable} = int.Min({tile}, {bound} - {height}); // the last tile overlaps the one before");
                body(variable);
            });
        }
    }
}
