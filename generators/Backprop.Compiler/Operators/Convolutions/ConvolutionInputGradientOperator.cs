using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Convolutions;

/// <summary>dx = Σ δ·Wᵀ, the sum over the positions whose window covers the input.</summary>
/// <param name="onLanes">Whether rows lie in lanes.</param>
internal sealed class ConvolutionInputGradientOperator(ConvolutionGeometry geometry, Shape input, bool onLanes = false) : Operator
{
    public override string Name => "ConvolutionInputGradient";

    public override string MethodSuffix => "InputGradient";

    public override IReadOnlyList<string> InputNames => ["delta", Matrix];

    public override string ResultName => "dx";

    private string Matrix => TransposedInput is null ? "weight" : "weightTransposed";

    public override int? TransposedInput => onLanes || geometry.Segment == 1 ? null : 1;

    public override int TransposedMatrices => geometry.TapCount;

    public override Shape Infer(IReadOnlyList<Shape> shapes) => input;

    public override IEnumerable<string> Describe(Node node)
    {
        yield return $"dx = Σ δ·Wᵀ over the windows   δ{node.Inputs[0].Shape}, W{geometry.Weight} → dx{node.Shape}";
        yield return "dx starts at zero, and each position adds its share to the window that it came from.";
        if (TransposedInput is not null)
        {
            yield return $"W comes transposed, {geometry.TapCount} × [{geometry.Filters}×{geometry.Segment}]: its lanes lie along the inputs.";
        }
    }

    public override Operator? OnLanes() => new ConvolutionInputGradientOperator(geometry, input, true);

    public override (double ByRow, double InLanes) LaneWork(int lane) => geometry.LaneWork(lane, geometry.Segment);

    public override void Emit(Node node, KernelWriter kernel)
    {
        if (onLanes)
        {
            new LaneConvolution(geometry).Input(kernel);
        }
        else if (geometry.IsDepthwise)
        {
            new DepthwiseInputProduct(geometry, node.Inputs[0].IsOurs).Emit(kernel);
        }
        else
        {
            new ConvolutionInputProduct(geometry, Matrix).Emit(kernel);
        }
    }
}
