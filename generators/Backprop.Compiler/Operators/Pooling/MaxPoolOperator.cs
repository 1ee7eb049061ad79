using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Operators.Pooling;

/// <summary>y = the largest value of each window, channel by channel; NaN where one is.</summary>
internal sealed class MaxPoolOperator(PoolWindow window) : Operator
{
    public override string Name => "MaxPool";

    public override IReadOnlyList<string> InputNames => ["x"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => window.Result(Image.Of(inputs[0])).Shape(3);

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints) =>
        adjoints.Contribute(node.Inputs[0], new MaxPoolGradientOperator(window), node.Layer, gradient, node.Inputs[0], node);

    public override Operator? OnLanes() => this;

    public override Operator? FuseWith(Operator producer) =>
        producer is LineConvolutionOperator convolution && window == LineConvolutionOperator.Maxima ? convolution.WithMaxima() : null;

    public override IEnumerable<string> Describe(Node node) => [$"y = max over {window.Described}   x{node.Inputs[0].Shape} → y{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        if (PoolLoops.IsInLibrary(node, window, Image.Of(node.Inputs[0].Shape)))
        {
            Image result = Image.Of(node, kernel.Lane);
            kernel.Line($"LanePools<TLane, {kernel.Element}>.Max2x2(in x, ref y, {IndexText.Times("rows", result.Height)}, {result.Width}, {result.Channels});");
            return;
        }

        var loops = new PoolLoops(window, Image.Of(node.Inputs[0], kernel.Lane));
        loops.Emit(kernel, lane =>
        {
            kernel.Line($"TLane best = {lane.Load("x", "from")};");
            loops.ForEachValue(kernel, place =>
            {
                if (place.At != "from")
                {
                    kernel.Line($"best = TLane.Max(best, {lane.Load("x", place.At)});");
                }
            });
            lane.Store("best", "y", "to");
        });
    }
}
