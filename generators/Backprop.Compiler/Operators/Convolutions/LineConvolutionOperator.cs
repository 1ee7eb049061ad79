using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators.Pooling;

namespace Backprop.Compiler.Operators.Convolutions;

/// <summary>y = f(x ∗ W + b), or the maxima of 2×2 of it, with lanes along the positions of a line: for a few images of one channel.</summary>
internal sealed class LineConvolutionOperator(ConvolutionGeometry geometry, bool hasBias, ElementwiseFunction? activation, bool pools = false) : Operator
{
    /// <summary>The windows that can be folded in.</summary>
    public static PoolWindow Maxima { get; } = new(2, 2, 2, 2);

    public override string Name => "LineConvolution" + (hasBias ? "+bias" : "") + (activation is null ? "" : "+" + activation.Symbol) + (pools ? "+maxima" : "");

    public override string MethodSuffix => pools ? "WithPool" : "OfLines";

    public override IReadOnlyList<string> InputNames => hasBias ? ["x", "weight", "bias"] : ["x", "weight"];

    public override Shape Infer(IReadOnlyList<Shape> shapes) => pools ? Maxima.Result(geometry.Output).Shape(3) : geometry.OutputShape(shapes[0]);

    /// <summary>With the maxima of 2×2 folded in; null if it has them.</summary>
    public LineConvolutionOperator? WithMaxima() => pools || geometry.Output.Height < 2 ? null : new(geometry, hasBias, activation, true);

    public override IEnumerable<string> Describe(Node node)
    {
        string sum = hasBias ? "x ∗ W + b" : "x ∗ W", result = activation is null ? sum : $"{activation.Described}({sum})";
        yield return $"y = {(pools ? $"max over windows of 2×2, 2×2 apart, of {result}" : result)}   "
            + $"x{node.Inputs[0].Shape}, W{node.Inputs[1].Shape}{(hasBias ? $", b{node.Inputs[2].Shape}" : "")} → y{node.Shape}";
        yield return $"For a few rows: lanes lie along a line{(geometry.Described.Length > 0 ? $"; {geometry.Described}" : "")}.";
    }

    public override void Emit(Node node, KernelWriter kernel) => new LineConvolution(geometry, pools)
    {
        Bias = hasBias ? "bias" : null,
        Finish = sum => activation is null ? sum : kernel.Forward(activation, sum),
    }.Emit(kernel);
}
