using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Convolutions;

/// <summary>dx = Σ δ·Wᵀ, the sum over the positions whose window covers the input.</summary>
internal sealed class ConvolutionInputGradientOperator(ConvolutionGeometry geometry, Shape input) : Operator
{
    public override string Name => "ConvolutionInputGradient";

    public override string MethodSuffix => "InputGradient";

    public override IReadOnlyList<string> InputNames => ["delta", Matrix];

    public override string ResultName => "dx";

    private string Matrix => TransposedInput is null ? "weight" : "weightTransposed";

    public override int? TransposedInput => geometry.Segment == 1 ? null : 1;

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

    public override void Emit(Node node, KernelWriter kernel)
    {
        if (geometry.IsDepthwise)
        {
            new DepthwiseInputProduct(geometry, node.Inputs[0].IsOurs).Emit(kernel);
        }
        else
        {
            new ConvolutionInputProduct(geometry, Matrix).Emit(kernel);
        }
    }
}
