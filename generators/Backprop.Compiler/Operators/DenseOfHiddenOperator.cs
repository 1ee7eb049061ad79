using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = f(x·W + b)·W₂ + b₂ with few inputs and few outputs: the hidden values never leave the registers.</summary>
internal sealed class DenseOfHiddenOperator(HiddenPair pair) : Operator
{
    public override string Name => $"DenseOfHidden{(pair.HasBias ? "+bias" : "")}+{pair.Activation.Symbol}";

    public override string MethodSuffix => "OfHidden";

    public override IReadOnlyList<string> InputNames =>
        pair.HasBias ? ["x", "weight", "bias", "nextWeightTransposed", "nextBias"] : ["x", "weight", "nextWeightTransposed", "nextBias"];

    public override bool IsSum => true;

    public override int? TransposedInput => pair.HasBias ? 3 : 2;

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override Shape Infer(IReadOnlyList<Shape> shapes) => shapes[0].WithLast(pair.Outputs);

    public override long WorkPerRow(Node node) => (long)node.Shape.Leading * (pair.Inputs + pair.Outputs) * pair.Hidden;

    public override Operator? ForFewRows(Node node, int lane) => new DensePairOperator(pair.Inputs, pair.Hidden, pair.Outputs, pair.HasBias, pair.Activation, isSecond: true);

    public override IEnumerable<string> Describe(Node node)
    {
        yield return $"y = {pair.Formula}·W₂ + b₂   x{node.Inputs[0].Shape}, {pair.Shapes}, W₂[{pair.Hidden}×{pair.Outputs}], b₂[{pair.Outputs}] → y{node.Shape}";
        yield return $"The hidden values stay in registers: of so few inputs they are quicker computed again than kept.{(pair.Outputs > 1 ? $" W₂ comes transposed, [{pair.Outputs}×{pair.Hidden}]." : "")}";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        int height = pair.RowsInRegisters;
        if (height == 1)
        {
            EmitRows(kernel, 1);
            return;
        }

        string wide = kernel.Variant("Wide", $"{height} rows at a time: their inputs and sums fit into 32 registers.", () => EmitRows(kernel, height));
        string narrow = kernel.Variant("Narrow", "two rows and half a lane at a time: their inputs and sums fit into 16 registers of half a lane.", () => EmitHalves(kernel));
        string single = kernel.Variant("Single", "one row at a time.", () => EmitRows(kernel, 1));
        kernel.Block("if (!TLane.IsWide)", () => kernel.Line(narrow));
        kernel.Block($"else if (rows >= {height})", () => kernel.Line(wide));
        kernel.Block("else", () => kernel.Line(single));
    }

    // Two rows make use of every weight that is loaded.
    private void EmitHalves(KernelWriter kernel)
    {
        int lane = kernel.Lane;
        string[] rows = ["row", "next"];
        pair.DeclareSizes(kernel);
        kernel.Block("for (int row = 0; row < rows; row += 2)", () =>
        {
            kernel.Line("int next = int.Min(row + 1, rows - 1); // of an odd number, the last row twice");
            EmitStart(kernel, rows);
            kernel.Block($"for (int half = {lane / 2}; half >= 0; half -= {lane / 2})", () =>
            {
                for (int row = 0; row < 2; row++)
                {
                    kernel.Line($"TLane {IndexText.Join(pair.Outputs, output => $"p{row}{output} = TLane.Zero")};");
                }

                kernel.Block($"for (int unit = half; unit < {WholeLanes(kernel)}; unit += {lane})", () =>
                {
                    pair.LoadFirst(kernel, "", "unit", "LoadHalf");
                    pair.EmitHidden(kernel, "h0", "x0", "");
                    pair.EmitHidden(kernel, "h1", "x1", "");
                    pair.LoadSecond(kernel, "", "unit", "LoadHalf");
                    for (int output = 0; output < pair.Outputs; output++)
                    {
                        kernel.Line($"TLane.AddHalfProduct(ref p0{output}, h0, v{output});");
                        kernel.Line($"TLane.AddHalfProduct(ref p1{output}, h1, v{output});");
                    }
                });
                kernel.Line();
                for (int row = 0; row < 2; row++)
                {
                    for (int output = 0; output < pair.Outputs; output++)
                    {
                        kernel.Line($"s{row}{output} = TLane.Join(p{row}{output}, s{row}{output});{(row + output == 0 ? " // first the upper half, then the lower one below it" : "")}");
                    }
                }
            });
            EmitEnd(kernel, rows);
        });
    }

    private void EmitRows(KernelWriter kernel, int height)
    {
        string[] rows = [.. Enumerable.Range(0, height).Select(row => row == 0 ? "row" : $"(row + {row})")];
        pair.DeclareSizes(kernel);
        kernel.Block(height == 1 ? "for (int row = 0; row < rows; row++)" : $"for (int tile = 0; tile < rows; tile += {height})", () =>
        {
            if (height > 1)
            {
                kernel.Line($"int row = int.Min(tile, rows - {height}); // the last tile overlaps the one before: same inputs, same bits");
            }

            EmitStart(kernel, rows);
            kernel.Block($"for (int unit = 0; unit < {WholeLanes(kernel)}; unit += {kernel.Lane})", () => EmitLane(kernel, height, "unit", null));
            EmitEnd(kernel, rows);
        });
    }

    // Declares some rows' inputs and sums.
    private void EmitStart(KernelWriter kernel, string[] rows)
    {
        for (int row = 0; row < rows.Length; row++)
        {
            kernel.Line($"TLane {IndexText.Join(pair.Inputs, input => $"x{row}{input} = TLane.Broadcast(in x, {IndexText.Plus($"{rows[row]} * Inputs", $"{input}")})")};");
            kernel.Line($"TLane {IndexText.Join(pair.Outputs, output => $"s{row}{output} = TLane.Zero")};");
        }
    }

    // Adds the hidden values that are no whole lane, and stores the sums.
    private void EmitEnd(KernelWriter kernel, string[] rows)
    {
        int rest = pair.Hidden % kernel.Lane;
        if (rest > 0)
        {
            kernel.Line();
            kernel.Line($"// The last {rest} of {pair.Hidden}.");
            kernel.Scope(true, () => EmitLane(kernel, rows.Length, $"{pair.Hidden - rest}", rest));
        }

        kernel.Line();
        for (int row = 0; row < rows.Length; row++)
        {
            for (int output = 0; output < pair.Outputs; output++)
            {
                kernel.Line($"Lanes.StoreSum(s{row}{output}, in nextBias, {output}, ref y, {IndexText.Plus($"{rows[row]} * Units", $"{output}")});");
            }
        }
    }

    // Where the whole lanes of hidden values end.
    private string WholeLanes(KernelWriter kernel) => pair.Hidden % kernel.Lane == 0 ? "Hidden" : $"{pair.Hidden / kernel.Lane * kernel.Lane}";

    // What a lane of hidden values adds to the outputs of some rows.
    private void EmitLane(KernelWriter kernel, int height, string unit, int? count)
    {
        pair.LoadWeights(kernel, "", unit, count: count);
        for (int row = 0; row < height; row++)
        {
            pair.EmitHidden(kernel, $"h{row}", $"x{row}", "");
            for (int output = 0; output < pair.Outputs; output++)
            {
                kernel.Line($"TLane.AddProduct(ref s{row}{output}, h{row}, v{output});");
            }
        }
    }
}
