using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = f(x·W + b), W [in × out]. It starts as the bare product x·W; fusion adds the bias and the activation.</summary>
internal sealed class DenseOperator(int inputs, int outputs, int lane, bool hasBias = false, ElementwiseFunction? activation = null, ProductKernel? kind = null) : Operator
{
    private readonly ProductKernel product = kind ?? ProductKernels.ForRows(inputs, outputs, lane);

    public override string Name => "Dense" + (hasBias ? "+bias" : "") + (activation is null ? "" : "+" + activation.Symbol) + (product == ProductKernel.Interleaved ? " interleaved" : "");

    /// <summary>What another layer may have to know of this one.</summary>
    public (int Inputs, int Outputs, bool HasBias, ElementwiseFunction? Activation, ProductKernel Product) Form => (inputs, outputs, hasBias, activation, product);

    public override IReadOnlyList<string> InputNames => hasBias ? ["x", Matrix, "bias"] : ["x", Matrix];

    private string Matrix => product == ProductKernel.Dot ? "weightTransposed" : "weight";

    public override int? ScaledInput => hasBias || activation is not null ? null : 1;

    public override int? TransposedInput => product == ProductKernel.Dot ? 1 : null;

    public override Shape Infer(IReadOnlyList<Shape> shapes) => shapes[0].WithLast(outputs);

    public override bool IsSum => true;

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints)
    {
        adjoints.Contribute(node.Inputs[1], new DenseWeightGradientOperator(inputs, outputs, lane), node.Layer, node.Inputs[0], gradient);
        adjoints.Contribute(node.Inputs[0], new DenseInputGradientOperator(inputs, outputs, lane), node.Layer, gradient, node.Inputs[1]);
    }

    /// <summary>With a bias folded in; null if it has one.</summary>
    public override Operator? WithBias() => hasBias || activation is not null ? null : new DenseOperator(inputs, outputs, lane, true);

    /// <summary>With an activation folded in; null if it has one, if the product
    /// ends in horizontal sums, after which lanes are no use, or if the activation has to call the library.</summary>
    public override Operator? WithActivation(ElementwiseFunction function) =>
        activation is not null || product != ProductKernel.Tile || !function.ForwardIsInline ? null : new DenseOperator(inputs, outputs, lane, hasBias, function);

    public override Operator? ForFewRows(Node node, int lane) =>
        product == ProductKernel.Dot && hasBias ? new DenseOperator(inputs, outputs, lane, hasBias, activation, ProductKernel.Interleaved) : null;

    public override Operator? FuseWith(Operator producer) =>
        product == ProductKernel.Interleaved && producer is DenseOperator first ? DensePairOperator.Of(first, this) : null;

    public override IEnumerable<string> Describe(Node node)
    {
        string sum = hasBias ? "x·W + b" : "x·W";
        yield return $"y = {(activation is null ? sum : $"{activation.Described}({sum})")}   x{node.Inputs[0].Shape}, W[{inputs}×{outputs}]{(hasBias ? $", b[{outputs}]" : "")} → y{node.Shape}";
        if (product == ProductKernel.Dot)
        {
            yield return $"Only {outputs} outputs: each is a dot product along the inputs; W comes transposed, [{outputs}×{inputs}].";
        }
        else if (product == ProductKernel.Interleaved)
        {
            yield return "For a few rows: W is read as it lies, and each x repeated for the weights that it meets.";
        }
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        if (product == ProductKernel.Interleaved)
        {
            kernel.Line($"const int Inputs = {inputs}, Units = {outputs};");
            kernel.Line();
            kernel.Block("for (int row = 0; row < rows; row++)", () => InterleavedProduct.EmitRow(kernel, inputs, outputs));
            return;
        }

        if (product == ProductKernel.Dot)
        {
            new DotProduct
            {
                Left = "x",
                Matrix = Matrix,
                Result = "y",
                Bias = hasBias ? "bias" : null,
                Depth = ("Inputs", inputs),
                Columns = ("Units", outputs),
                Variable = "k",
            }.Emit(kernel);
            return;
        }

        new MatrixProduct
        {
            Left = ("x", "Inputs", "1"),
            Right = Matrix,
            Result = "y",
            Sizes = ("rows", "Inputs"),
            Columns = "Units",
            End = TileEnd.Of(kernel, hasBias, activation),
        }.Emit(kernel, ("Inputs", inputs), ("Units", outputs));
    }
}
