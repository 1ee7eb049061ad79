namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A row of y = x·W + b with fewer outputs than half a lane, W as it lies. The weights of 16 inputs are 16·U neighbours, whole lanes: the inputs are repeated U times
/// (<c>TLane.Repeat</c>), and place i of the U lanes of sums belongs to output i mod U. An output's sums run over the inputs as in <see cref="DotProduct"/>, to the same bits.</summary>
internal static class InterleavedProduct
{
    /// <summary>The body of a loop over rows; the constants <c>Inputs</c> and <c>Units</c> exist.</summary>
    public static void EmitRow(KernelWriter kernel, int inputs, int units)
    {
        int lane = kernel.Lane, whole = inputs / lane * lane;
        DeclareSums(kernel, units);
        kernel.Block($"for (int k = 0; k < {(whole == inputs ? "Inputs" : $"{whole}")}; k += {lane})", () =>
        {
            kernel.Line("TLane x0 = TLane.Load(in x, row * Inputs + k);");
            Accumulate(kernel, units, "x0", "weight", "k", lane);
        });
        if (whole < inputs)
        {
            kernel.Line();
            kernel.Line($"// The last {inputs - whole} of {inputs}.");
            kernel.Line($"TLane last = TLane.LoadPartial(in x, row * Inputs + {whole}, {inputs - whole});");
            Accumulate(kernel, units, "last", "weight", $"{whole}", inputs - whole);
        }

        Store(kernel, units, "bias");
    }

    public static void DeclareSums(KernelWriter kernel, int units) => kernel.Line($"TLane {IndexText.Join(units, unit => $"s{unit} = TLane.Zero")};");

    /// <summary>Adds a lane of inputs times their weights.</summary>
    /// <param name="x">The lane.</param>
    /// <param name="weight">The weights, in memory of ours: a lane of padding lies behind it.</param>
    /// <param name="start">The number of the first input.</param>
    /// <param name="count">How many inputs the lane has; the rest of it is zeros.</param>
    public static void Accumulate(KernelWriter kernel, int units, string x, string weight, string start, int count)
    {
        for (int unit = 0; unit < units; unit++)
        {
            int left = Math.Min(kernel.Lane, (count * units) - (unit * kernel.Lane));
            string at = int.TryParse(start, out int number) ? $"{(number * units) + (unit * kernel.Lane)}" : $"{start} * Units{(unit == 0 ? "" : $" + {unit * kernel.Lane}")}";
            string load = $"TLane.Load(in {weight}, {at})";
            kernel.Line(left <= 0 ? $"TLane.AddProduct(ref s{unit}, {Repeated(x, units, unit)}, TLane.Zero);"
                : left < kernel.Lane ? $"TLane.AddProduct(ref s{unit}, {Repeated(x, units, unit)}, TLane.KeepFirst({load}, {left}));"
                : units == 1 ? $"TLane.AddProduct(ref s{unit}, {x}, in {weight}, {at});"
                : $"TLane.AddRepeated(ref s{unit}, {x}, Units, {unit}, in {weight}, {at});");
        }
    }

    public static void Store(KernelWriter kernel, int units, string bias)
    {
        kernel.Line();
        kernel.Line(units == 1
            ? $"Lanes.StoreSum(s0, in {bias}, 0, ref y, row);"
            : $"InterleavedSums.Store({IndexText.Join(units, unit => $"s{unit}")}, in {bias}, ref y, row * Units);");
    }

    private static string Repeated(string x, int units, int part) => units == 1 ? x : $"TLane.Repeat({x}, Units, {part})";
}
