using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Convolutions;

/// <summary>dW = Σ x·δ, the sum over all positions of all rows, in their order.</summary>
internal sealed class ConvolutionWeightGradientOperator(ConvolutionGeometry geometry) : Operator
{
    public override string Name => "ConvolutionWeightGradient";

    public override string MethodSuffix => "WeightGradient";

    public override string ResultSuffix => "WeightGradient";

    public override IReadOnlyList<string> InputNames => ["x", "delta"];

    public override string ResultName => "dw";

    public override bool SplitsOutput => true;

    public override Shape Infer(IReadOnlyList<Shape> shapes) => geometry.Weight;

    public override IEnumerable<string> Describe(Node node) =>
        [$"dW = Σ x·δ over the positions   x{node.Inputs[0].Shape}, δ{node.Inputs[1].Shape} → dW{node.Shape}", "Each position's δ meets the window that it came from."];

    public override Operator? OnLanes() => this;

    public override (double ByRow, double InLanes) LaneWork(int lane) => geometry.LaneWork(lane, geometry.GroupFilters);

    public override void Emit(Node node, KernelWriter kernel)
    {
        Node x = node.Inputs[0], delta = node.Inputs[1];
        if (node.WorksOnLanes)
        {
            new LaneConvolution(geometry).Weight(kernel);
        }
        else if (geometry.IsDepthwise)
        {
            new DepthwiseWeightProduct(geometry, x.IsOurs, delta.IsOurs).Emit(kernel);
        }
        else
        {
            new ConvolutionWeightProduct(geometry, delta.IsOurs).Emit(kernel);
        }
    }
}
