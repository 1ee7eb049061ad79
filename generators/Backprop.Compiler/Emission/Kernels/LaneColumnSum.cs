namespace Backprop.Compiler.Emission.Kernels;

/// <summary>db[columns] = Σ over rows of delta[rows × columns], for rows in lanes: each row of a group has a sum of its own, and those are then added up.</summary>
internal static class LaneColumnSum
{
    public static void Emit(KernelWriter kernel, int columns)
    {
        int height = RegisterTile.BestHeight(columns);
        kernel.Line($"const int Units = {columns}, Lane = {kernel.Lane};");
        kernel.Line();
        Tiles.Emit(kernel, "unit", "Units", columns, height, unit =>
        {
            string[] names = [.. Enumerable.Range(0, height).Select(index => $"s{index}")];
            CountedSums.Emit(kernel, "row", "rows", null, names, sums =>
            {
                for (int index = 0; index < height; index++)
                {
                    string at = IndexText.Times(IndexText.At("row", "Units", unit ?? "0"), "Lane");
                    kernel.Line($"{sums[index]} += TLane.Load(in delta, {IndexText.Plus(at, $"{index * kernel.Lane}")});");
                }
            });
            for (int index = 0; index < height; index++)
            {
                kernel.Line($"Lanes.StoreSum({names[index]}, ref db, {IndexText.Plus(unit ?? "0", $"{index}")});");
            }
        });
    }
}
