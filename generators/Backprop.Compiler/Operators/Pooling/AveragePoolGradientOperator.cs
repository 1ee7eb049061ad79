using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Pooling;

/// <summary>dx = each window's share of δ; summed where windows overlap.</summary>
internal sealed class AveragePoolGradientOperator(PoolWindow window, Shape shape) : Operator
{
    public override string Name => "AveragePoolGradient";

    public override string MethodSuffix => "InputGradient";

    public override IReadOnlyList<string> InputNames => ["d"];

    public override string ResultName => "dx";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => shape;

    public override Operator? OnLanes() => this;

    public override IEnumerable<string> Describe(Node node) =>
        [$"dx = Σ d/{window.Count} over {window.Described}   d{node.Inputs[0].Shape} → dx{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        Image image = Image.Of(node, kernel.Lane);
        var loops = new PoolLoops(window, image);
        bool isDisjoint = window.IsDisjoint(image);
        kernel.Line($"TLane share = TLane.Constant(1.0 / {window.Count});");
        PoolGradient.Clear(kernel, window, image);
        loops.Emit(kernel, lane =>
        {
            kernel.Line($"TLane part = {lane.LoadResult("d")} * share;");
            loops.ForEachValue(kernel, place => lane.Store(isDisjoint ? "part" : $"{lane.Load("dx", place.At)} + part", "dx", place.At));
        });
    }
}
