using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>The gradients of W, b and W₂ in y = f(x·W + b)·W₂ + b₂, one below the other, each with the hidden values along its rows: dW, db, dW₂ᵀ. A lane of hidden values goes
/// through all rows of the batch, and neither they nor their δ are ever written.</summary>
internal sealed class HiddenGradientsOperator(HiddenPair pair) : Operator
{
    public override string Name => $"HiddenGradients{(pair.HasBias ? "+bias" : "")}+{pair.Activation.Symbol}";

    public override string MethodSuffix => "HiddenGradients";

    public override string ResultSuffix => "HiddenGradients";

    public override IReadOnlyList<string> InputNames =>
        pair.HasBias ? ["x", "delta", "weight", "bias", "nextWeightTransposed"] : ["x", "delta", "weight", "nextWeightTransposed"];

    public override string ResultName => "gradients";

    public override int? TransposedInput => pair.HasBias ? 4 : 3;

    public override bool SplitsOutput => true;

    public override int RowFactor(Node node) => node.Inputs[0].Shape.Leading;

    public override Shape Infer(IReadOnlyList<Shape> shapes) => Shape.Fixed(pair.GradientRows, pair.Hidden);

    public override long WorkPerRow(Node node) => 2L * node.Inputs[0].Shape.Leading * (pair.Inputs + pair.Outputs) * pair.Hidden;

    public override IEnumerable<string> Describe(Node node)
    {
        yield return $"dW = xᵀ·δ₁, {(pair.HasBias ? "db = Σ δ₁, " : "")}dW₂ᵀ = δᵀ·h   x{node.Inputs[0].Shape}, δ{node.Inputs[1].Shape} → {node.Shape}, one below the other";
        yield return $"h = {pair.Formula} and δ₁ = (δ·W₂ᵀ) ⊙ {pair.Activation.Described}′ stay in registers: each lane of them goes through all rows.   {pair.Shapes}, W₂[{pair.Hidden}×{pair.Outputs}]";
        yield return $"{pair.Activation.DerivativeFormula}; its {pair.Activation.SavedSymbol} is h here.{(pair.Outputs > 1 ? $" W₂ comes transposed, [{pair.Outputs}×{pair.Hidden}]." : "")}";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        int lanes = pair.LanesInRegisters(kernel.Lane);
        if (lanes == 1)
        {
            EmitLanes(kernel, 1, false);
            return;
        }

        string wide = kernel.Variant("Wide", "two lanes at a time: all that they need fits into 32 registers.", () => EmitLanes(kernel, lanes, false));
        string narrow = kernel.Variant("Narrow", "half a lane at a time: its gradients and a row's numbers fit into 16 registers of half a lane.", () => EmitLanes(kernel, 1, true));
        kernel.Block("if (TLane.IsWide)", () => kernel.Line(wide));
        kernel.Block("else", () => kernel.Line(narrow));
    }

    private void EmitLanes(KernelWriter kernel, int lanes, bool isHalf)
    {
        int width = isHalf ? kernel.Lane / 2 : lanes * kernel.Lane;
        bool overlaps = pair.Hidden % width > 0;
        (string variable, string step) = overlaps ? ("tile", $"tile += parts * {width}") : ("unit", $"unit += parts * {width}");
        pair.DeclareSizes(kernel);
        kernel.Block($"for (int {variable} = part * {width}; {variable} < Hidden; {step})", () =>
        {
            if (overlaps)
            {
                kernel.Line($"int unit = int.Min(tile, Hidden - {width}); // the last tile is whole: it overlaps the one before, with the same bits");
            }

            for (int lane = 0; lane < lanes; lane++)
            {
                pair.LoadWeights(kernel, $"{lane}", At(kernel, lane), isHalf ? "LoadHalf" : "Load");
            }

            foreach (string row in GradientNames())
            {
                kernel.Line($"TLane {IndexText.Join(lanes, lane => $"{row}{lane} = TLane.Zero")};");
            }

            kernel.Block("for (int row = 0; row < rows; row++)", () =>
            {
                kernel.Line($"TLane {IndexText.Join(pair.Inputs, input => $"x{input} = TLane.Broadcast(in x, {IndexText.Plus("row * Inputs", $"{input}")})")};");
                kernel.Line($"TLane {IndexText.Join(pair.Outputs, output => $"d{output} = TLane.Broadcast(in delta, {IndexText.Plus("row * Units", $"{output}")})")};");
                for (int lane = 0; lane < lanes; lane++)
                {
                    EmitRow(kernel, lane, isHalf ? "Half" : "");
                }
            });
            kernel.Line();
            int number = 0;
            foreach (string row in GradientNames())
            {
                for (int lane = 0; lane < lanes; lane++)
                {
                    string at = At(kernel, lane);
                    kernel.Line($"TLane.Store{(isHalf ? "Half" : "")}({row}{lane}, ref gradients, {(number == 0 ? at : IndexText.Sum(number == 1 ? "Hidden" : $"{number} * Hidden", at))});");
                }

                number++;
            }
        });
    }

    private static string At(KernelWriter kernel, int lane) => IndexText.Plus("unit", $"{lane * kernel.Lane}");

    // What a row of the batch adds to the gradients of a lane.
    private void EmitRow(KernelWriter kernel, int lane, string half)
    {
        kernel.Line();
        pair.EmitHidden(kernel, $"h{lane}", "x", $"{lane}");
        for (int output = 0; output < pair.Outputs; output++)
        {
            kernel.Line($"{(output == 0 ? "TLane " : "")}e{lane} = TLane.MultiplyAdd(d{output}, v{output}{lane}, {(output == 0 ? "TLane.Zero" : $"e{lane}")});");
        }

        kernel.Line($"e{lane} = {kernel.Backward(pair.Activation, $"e{lane}", $"h{lane}")};");
        for (int input = 0; input < pair.Inputs; input++)
        {
            kernel.Line($"TLane.Add{half}Product(ref dw{input}{lane}, x{input}, e{lane});");
        }

        if (pair.HasBias)
        {
            kernel.Line(half == "" ? $"db{lane} += e{lane};" : $"TLane.AddHalf(ref db{lane}, e{lane});");
        }

        for (int output = 0; output < pair.Outputs; output++)
        {
            kernel.Line($"TLane.Add{half}Product(ref dv{output}{lane}, d{output}, h{lane});");
        }
    }

    // In the order in which they stand in the result.
    private IEnumerable<string> GradientNames() =>
        Enumerable.Range(0, pair.Inputs).Select(input => $"dw{input}").Concat(pair.HasBias ? ["db"] : []).Concat(Enumerable.Range(0, pair.Outputs).Select(output => $"dv{output}"));
}
