using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>dW = δ added to the row that each input named, in their order; 0 in all others.</summary>
internal sealed class EmbeddingGradientOperator(int vocabulary, int width) : Operator
{
    public override string Name => "EmbeddingGradient";

    public override string MethodSuffix => "WeightGradient";

    public override string ResultSuffix => "WeightGradient";

    public override IReadOnlyList<string> InputNames => ["delta", "x"];

    public override string ResultName => "dw";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Fixed(vocabulary, width);

    public override int RowFactor(Node node) => node.Inputs[0].Shape.Leading;

    /// <summary>One row of the table for each input, whatever its size.</summary>
    public override long WorkPerRow(Node node) => node.Inputs.Append(node).Where(value => value.Shape.Batched).Max(value => value.Shape.Size);

    public override IEnumerable<string> Describe(Node node) =>
        [$"dW[x] = Σ δ, in the inputs' order   δ{node.Inputs[0].Shape}, x{node.Inputs[1].Shape} → dW{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        kernel.Line($"const int Units = {width};");
        kernel.Line();
        kernel.Line($"MemoryMarshal.CreateSpan(ref dw, {node.Shape.Width}).Clear();");
        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            kernel.Line($"int word = Lanes.Index(in x, row, {vocabulary});");
            ColumnsInLanes.ForEach(kernel, width, lane =>
            {
                string at = $"word * Units + {lane.Unit}";
                kernel.Line(lane.Store($"{lane.Load("dw", at)} + {lane.Load("delta")}", "dw", at));
            });
        });
    }
}
