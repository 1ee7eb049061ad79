using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Pooling;

/// <summary>y = the mean of each window, channel by channel.</summary>
internal sealed class AveragePoolOperator(PoolWindow window) : Operator
{
    public override string Name => "AveragePool";

    public override IReadOnlyList<string> InputNames => ["x"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => window.Result(Image.Of(inputs[0])).Shape(3);

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints) =>
        adjoints.Contribute(node.Inputs[0], new AveragePoolGradientOperator(window, node.Inputs[0].Shape), node.Layer, gradient);

    public override Operator? OnLanes() => this;

    public override IEnumerable<string> Describe(Node node) => [$"y = mean over {window.Described}   x{node.Inputs[0].Shape} → y{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        Image image = Image.Of(node.Inputs[0], kernel.Lane);
        var loops = new PoolLoops(window, image);
        kernel.Line($"TLane share = TLane.Constant(1.0 / {window.Count});");
        loops.Emit(kernel, lane =>
        {
            if (loops.IsUnrolled)
            {
                loops.ForEachValue(kernel, place => kernel.Line($"{(place.At == "from" ? "TLane sum =" : "sum +=")} {lane.Load("x", place.At)};"));
            }
            else
            {
                EmitSums(kernel, image, lane);
            }

            lane.Store("sum * share", "y", "to");
        });
    }

    private void EmitSums(KernelWriter kernel, Image image, PoolLane lane) =>
        CountedSums.Emit(kernel, "line", $"{window.Height}", window.Height, ["sum"], lines =>
        {
            if (window.Width == 1)
            {
                kernel.Line($"{lines[0]} += {lane.Load("x", $"from + line * {image.Line}")};");
                return;
            }

            CountedSums.Emit(kernel, "column", $"{window.Width}", window.Width, ["part"], columns =>
                kernel.Line($"{columns[0]} += {lane.Load("x", $"from + line * {image.Line} + column * {image.Channels}")};"));
            kernel.Line($"{lines[0]} += part;");
        });
}
