using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = the rows of W [vocabulary × width] that the inputs name. The inputs have no gradient.</summary>
internal sealed class EmbeddingOperator(int vocabulary, int width) : Operator
{
    /// <summary>The number of rows that an input can name.</summary>
    public int Vocabulary => vocabulary;

    public override string Name => "Embedding";

    public override IReadOnlyList<string> InputNames => ["x", "weight"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Rows(inputs[0].Width, width);

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints) =>
        adjoints.Contribute(node.Inputs[1], new EmbeddingGradientOperator(vocabulary, width), node.Layer, gradient, node.Inputs[0]);

    /// <summary>One row of the table for each input, whatever its size.</summary>
    public override long WorkPerRow(Node node) => node.Inputs.Append(node).Where(value => value.Shape.Batched).Max(value => value.Shape.Size);

    public override IEnumerable<string> Describe(Node node) =>
        [$"y = W[x], a row of W for each input   x{node.Inputs[0].Shape}, W{node.Inputs[1].Shape} → y{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel) => kernel.Block("for (int row = 0; row < rows; row++)", () =>
    {
        kernel.Line($"int word = Lanes.Index(in x, row, {vocabulary});");
        Line.Copy(kernel, ("weight", IndexText.Times("word", width)), ("y", IndexText.Times("row", width)), width);
    });
}
