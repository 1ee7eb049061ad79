using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Convolutions;

/// <summary>y = f(x ∗ W + b), a cross-correlation inside of x, channels last. It starts as the bare sums x ∗ W; fusion adds the bias and the activation.</summary>
internal sealed class ConvolutionOperator(ConvolutionGeometry geometry, bool hasBias = false, ElementwiseFunction? activation = null) : Operator
{
    public override string Name => "Convolution" + (hasBias ? "+bias" : "") + (activation is null ? "" : "+" + activation.Symbol);

    public override IReadOnlyList<string> InputNames => hasBias ? ["x", "weight", "bias"] : ["x", "weight"];

    public override bool IsSum => true;

    public override int? ScaledInput => hasBias || activation is not null ? null : 1;

    public override Shape Infer(IReadOnlyList<Shape> shapes) => geometry.OutputShape(shapes[0]);

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints)
    {
        adjoints.Contribute(node.Inputs[1], new ConvolutionWeightGradientOperator(geometry), node.Layer, node.Inputs[0], gradient);
        adjoints.Contribute(node.Inputs[0], new ConvolutionInputGradientOperator(geometry, node.Inputs[0].Shape), node.Layer, gradient, node.Inputs[1]);
    }

    public override Operator? WithBias() => hasBias || activation is not null ? null : new ConvolutionOperator(geometry, true);

    public override Operator? WithActivation(ElementwiseFunction function) =>
        activation is not null || !function.ForwardIsInline ? null : new ConvolutionOperator(geometry, hasBias, function);

    public override Operator? ForFewRows(Node node, int lane) => LineConvolution.IsQuicker(geometry, lane) ? new LineConvolutionOperator(geometry, hasBias, activation) : null;

    public override IEnumerable<string> Describe(Node node)
    {
        string sum = hasBias ? "x ∗ W + b" : "x ∗ W";
        yield return $"y = {(activation is null ? sum : $"{activation.Described}({sum})")}   "
            + $"x{node.Inputs[0].Shape}, W{node.Inputs[1].Shape}{(hasBias ? $", b{node.Inputs[2].Shape}" : "")} → y{node.Shape}";
        yield return $"Each y sums over the window that starts at its place{(geometry.Described.Length > 0 ? $", with {geometry.Described}" : "")}{(geometry.IsDepthwise ? ", in its own channel only" : $"; {geometry.Segment} of its numbers lie side by side")}.";
    }

    public override Operator? OnLanes() => this;

    public override (double ByRow, double InLanes) LaneWork(int lane) => geometry.LaneWork(lane, geometry.GroupFilters);

    public override void Emit(Node node, KernelWriter kernel)
    {
        string? bias = hasBias ? "bias" : null;
        string Finish(string sum) => activation is null ? sum : kernel.Forward(activation, sum);
        if (node.WorksOnLanes)
        {
            new LaneConvolution(geometry).Output(kernel, hasBias, activation);
        }
        else if (geometry.IsDepthwise)
        {
            new DepthwiseProduct(geometry, node.Inputs[0].IsOurs) { Bias = bias, Finish = Finish }.Emit(kernel);
        }
        else
        {
            new ConvolutionProduct(geometry) { Bias = bias, Finish = Finish }.Emit(kernel);
        }
    }
}
