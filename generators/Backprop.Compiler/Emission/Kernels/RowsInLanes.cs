namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Row-wise work on rows narrower than a lane: a lane of rows at a time, the units unrolled.</summary>
internal static class RowsInLanes
{
    public static void Loop(KernelWriter kernel, Action body) =>
        kernel.Block($"for (int row = 0; row < rows; row += {kernel.Lane})", () =>
        {
            kernel.Line($"int count = int.Min({kernel.Lane}, rows - row); // {kernel.Lane} rows side by side");
            body();
        });

    /// <summary>Loads unit u of each row into prefix+u.</summary>
    public static void Load(KernelWriter kernel, int width, string source, string prefix, string start = "row * Units")
    {
        for (int unit = 0; unit < width; unit++)
        {
            kernel.Line($"TLane {prefix}{unit} = TLane.LoadStrided(in {source}, {start} + {unit}, Units, count);");
        }
    }

    /// <summary>Stores the expression for unit u of each row.</summary>
    public static void Store(KernelWriter kernel, int width, string destination, Func<int, string> expression, string start = "row * Units")
    {
        for (int unit = 0; unit < width; unit++)
        {
            kernel.Line($"TLane.StoreStrided({expression(unit)}, ref {destination}, {start} + {unit}, Units, count);");
        }
    }

    /// <summary>max = the largest of prefix+u; eᵤ = exp(prefix+u − max); sum = Σ eᵤ.</summary>
    public static void Exponentials(KernelWriter kernel, int width, string prefix)
    {
        string max = $"{prefix}0";
        for (int unit = 1; unit < width; unit++)
        {
            max = $"TLane.Max({max}, {prefix}{unit})";
        }

        kernel.Line($"TLane max = {max};");
        for (int unit = 0; unit < width; unit++)
        {
            kernel.Line($"TLane e{unit} = LaneMath.Exp({prefix}{unit} - max);");
        }

        kernel.Line($"TLane sum = {string.Join(" + ", Enumerable.Range(0, width).Select(unit => $"e{unit}"))};");
    }
}
