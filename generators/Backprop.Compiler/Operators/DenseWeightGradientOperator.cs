using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>dW = xᵀ·δ, summed over the rows in their order; transposed where only the inputs fill a lane.</summary>
internal sealed class DenseWeightGradientOperator(int inputs, int outputs, int lane, bool transposed = false) : Operator
{
    /// <summary>Whether it should be computed transposed.</summary>
    public override bool PrefersTransposedResult => !transposed && ProductKernels.TransposesWeightGradient(inputs, outputs, lane);

    public override Operator Transposed() => new DenseWeightGradientOperator(inputs, outputs, lane, !transposed);

    public override string Name => "DenseWeightGradient" + (transposed ? "+transposed" : "");

    public override string MethodSuffix => "WeightGradient";

    public override string ResultSuffix => transposed ? "WeightGradientTransposed" : "WeightGradient";

    public override IReadOnlyList<string> InputNames => ["x", "delta"];

    public override string ResultName => transposed ? "dwTransposed" : "dw";

    public override Shape Infer(IReadOnlyList<Shape> shapes) => transposed ? Shape.Fixed(outputs, inputs) : Shape.Fixed(inputs, outputs);

    public override bool SplitsOutput => true;

    public override int RowFactor(Node node) => node.Inputs[0].Shape.Leading;

    public override IEnumerable<string> Describe(Node node)
    {
        string shapes = $"x{node.Inputs[0].Shape}, δ{node.Inputs[1].Shape}";
        if (transposed)
        {
            yield return $"dWᵀ = δᵀ·x   {shapes} → dWᵀ{node.Shape}";
            yield return $"Only {outputs} outputs: the lanes lie along the inputs, and the result is transposed afterwards.";
        }
        else
        {
            yield return $"dW = xᵀ·δ   {shapes} → dW{node.Shape}";
        }
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        (string x, string delta) = ("Inputs", "Units");
        (string left, string rows, string columns) = transposed ? ("delta", delta, x) : ("x", x, delta);
        new MatrixProduct
        {
            Left = (left, "1", rows),
            Right = transposed ? "x" : "delta",
            Result = ResultName,
            Sizes = (rows, "rows"),
            Columns = columns,
            IsShared = true,
        }.Emit(kernel, (x, inputs), (delta, outputs));
    }
}
