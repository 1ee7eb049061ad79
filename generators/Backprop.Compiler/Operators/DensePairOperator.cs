using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = f(x·W + b)·W₂ + b₂ with few outputs, for a prediction of a few rows: the hidden values go from the registers they are made in to the sums that they are for.</summary>
/// <param name="inputs">The numbers of x.</param>
/// <param name="hidden">The hidden values.</param>
/// <param name="outputs">The numbers of y, fewer than half a lane.</param>
/// <param name="hasBias">Whether there is b.</param>
/// <param name="activation">f, if any.</param>
/// <param name="isSecond">Whether it goes by the second layer's name, as the same values of many rows do (<see cref="DenseOfHiddenOperator"/>).</param>
internal sealed class DensePairOperator(int inputs, int hidden, int outputs, bool hasBias, ElementwiseFunction? activation, bool isSecond = false) : Operator
{
    // Weights of the first layer that surely lie in the first-level cache. Of larger ones, whole rows should be read, by the tiles.
    private const int MostWeights = 6144;

    // So few inputs stay in registers.
    private const int FewInputs = 4;

    // Hidden lanes that are summed up at once where there are more inputs: one would wait for its own latency.
    private const int HiddenLanes = 4;

    public override string Name => $"DensePair{(hasBias ? "+bias" : "")}{(activation is null ? "" : "+" + activation.Symbol)}";

    public override string MethodSuffix => isSecond ? "OfHiddenForFewRows" : "WithNext";

    public override IReadOnlyList<string> InputNames => hasBias ? ["x", "weight", "bias", "nextWeight", "nextBias"] : ["x", "weight", "nextWeight", "nextBias"];

    /// <summary>Both layers in one; null if they are too large.</summary>
    public static DensePairOperator? Of(DenseOperator first, DenseOperator second) => first.Form is (var inputs, var hidden, var hasBias, var activation, ProductKernel.Tile)
        && (long)inputs * hidden <= MostWeights ? new DensePairOperator(inputs, hidden, second.Form.Outputs, hasBias, activation) : null;

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override Shape Infer(IReadOnlyList<Shape> shapes) => shapes[0].WithLast(outputs);

    public override IEnumerable<string> Describe(Node node)
    {
        string sum = hasBias ? "x·W + b" : "x·W";
        yield return $"y = {(activation is null ? $"({sum})" : $"{activation.Described}({sum})")}·W₂ + b₂   "
            + $"x{node.Inputs[0].Shape}, W[{inputs}×{hidden}]{(hasBias ? $", b[{hidden}]" : "")}, W₂[{hidden}×{outputs}], b₂[{outputs}] → y{node.Shape}";
        yield return $"For a few rows: the hidden values stay in registers{(outputs > 1 ? "; W₂ is read as it lies, and each of them repeated for the weights that it meets" : "")}.";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        int lane = kernel.Lane, all = (hidden + lane - 1) / lane, block = inputs <= FewInputs ? 1 : Math.Min(HiddenLanes, all);
        int blocks = hidden / (block * lane), whole = blocks * block * lane;
        kernel.Line($"const int Inputs = {inputs}{(whole == hidden || inputs > 1 ? $", Hidden = {hidden}" : "")}{(blocks > 0 || outputs > 1 ? $", Units = {outputs}" : "")};");
        kernel.Line();
        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            InterleavedProduct.DeclareSums(kernel, outputs);
            if (inputs <= FewInputs)
            {
                kernel.Line($"TLane {IndexText.Join(inputs, k => $"x{k} = TLane.Broadcast(in x, {IndexText.Plus("row * Inputs", $"{k}")})")};");
            }

            if (blocks > 0)
            {
                kernel.Block($"for (int unit = 0; unit < {(whole == hidden ? "Hidden" : $"{whole}")}; unit += {block * lane})", () => EmitBlock(kernel, "unit", block, block * lane));
            }

            if (whole < hidden)
            {
                kernel.Separate(blocks > 0);
                kernel.Scope(blocks > 0, () => EmitBlock(kernel, $"{whole}", (hidden - whole + lane - 1) / lane, hidden - whole));
            }

            InterleavedProduct.Store(kernel, outputs, "nextBias");
        });
    }

    // Some lanes of hidden values: their sums, the activation, and what they add to the outputs.
    private void EmitBlock(KernelWriter kernel, string start, int lanes, int count)
    {
        int[] indexes = Enumerable.Range(0, lanes).ToArray();
        string At(int index) => index == 0 ? start : int.TryParse(start, out int number) ? $"{number + (index * kernel.Lane)}" : $"{start} + {index * kernel.Lane}";
        kernel.Line($"TLane {string.Join(", ", indexes.Select(index => $"h{index} = {(hasBias ? $"TLane.Load(in bias, {At(index)})" : "TLane.Zero")}"))};");
        void Add(string x, string row)
        {
            foreach (int index in indexes)
            {
                kernel.Line($"TLane.AddProduct(ref h{index}, {x}, in weight, {IndexText.Sum(row, At(index))});");
            }
        }

        if (inputs <= FewInputs)
        {
            for (int k = 0; k < inputs; k++)
            {
                Add($"x{k}", k == 0 ? "0" : k == 1 ? "Hidden" : $"{k} * Hidden");
            }
        }
        else
        {
            kernel.Block("for (int k = 0; k < Inputs; k++)", () =>
            {
                kernel.Line("TLane xk = TLane.Broadcast(in x, row * Inputs + k);");
                Add("xk", "k * Hidden");
            });
            kernel.Line();
        }

        foreach (int index in indexes)
        {
            int left = Math.Min(kernel.Lane, count - (index * kernel.Lane));
            string value = activation is null ? $"h{index}" : kernel.Forward(activation, $"h{index}");
            value = left < kernel.Lane ? $"TLane.KeepFirst({value}, {left})" : value;
            if (value != $"h{index}")
            {
                kernel.Line($"h{index} = {value};");
            }

            InterleavedProduct.Accumulate(kernel, outputs, $"h{index}", "nextWeight", index == 0 ? start : int.TryParse(start, out _) ? At(index) : $"({At(index)})", left);
        }
    }
}
