using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Pooling;

/// <summary>dx = δ where the largest value of the window stands, the first one of equals; summed where windows overlap.</summary>
/// <param name="onLanes">Whether rows lie in lanes: only then an activation's derivative folds in.</param>
/// <param name="activation">The activation that made x, with its derivative folded in: what made the largest value saved that very value, y.</param>
internal sealed class MaxPoolGradientOperator(PoolWindow window, bool onLanes = false, ElementwiseFunction? activation = null) : Operator
{
    public override string Name => "MaxPoolGradient" + (activation is null ? "" : "+" + activation.Symbol);

    public override string MethodSuffix => "InputGradient";

    public override IReadOnlyList<string> InputNames => ["d", "x", "y"];

    public override string ResultName => "dx";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[1];

    public override Operator? OnLanes() => new MaxPoolGradientOperator(window, true);

    public override Operator? WithActivationGradient(ElementwiseFunction function) =>
        onLanes && activation is null && function is { Saves: SavedValue.Output, BackwardIsInline: true } ? new MaxPoolGradientOperator(window, true, function) : null;

    public override IEnumerable<string> Describe(Node node) =>
    [
        $"dx = Σ d{(activation is null ? "" : $" ⊙ {activation.Described}′")} where x is the first to be y in its window   d{node.Inputs[0].Shape}, x{node.Inputs[1].Shape}, y{node.Inputs[2].Shape} → dx{node.Shape}",
        $"{char.ToUpperInvariant(window.Described[0])}{window.Described.Substring(1)}.",
    ];

    public override void Emit(Node node, KernelWriter kernel)
    {
        Image image = Image.Of(node, kernel.Lane);
        if (PoolLoops.IsInLibrary(node, window, Image.Of(node.Shape)))
        {
            Image result = window.Result(image);
            string end = activation is null ? $"PlainEnd<TLane, {kernel.Element}>" : TileEnd.OfGradient(kernel, activation, null).Type!;
            kernel.Line($"LanePools<TLane, {kernel.Element}>.Max2x2Gradient<{end}>(in d, in x, in y, ref dx, {IndexText.Times("rows", result.Height)}, {result.Width}, {result.Channels});");
            return;
        }

        var loops = new PoolLoops(window, image);
        bool isDisjoint = window.IsDisjoint(image);
        PoolGradient.Clear(kernel, window, image);
        loops.Emit(kernel, lane =>
        {
            string d = lane.LoadResult("d"), rest = activation is null ? d : kernel.Backward(activation, d, "best");
            kernel.Line($"TLane best = {lane.LoadResult("y")}, rest = {rest}; // the rest is 0 once a value has taken it");
            loops.ForEachValue(kernel, place =>
            {
                kernel.Line($"TLane hit{place.Name} = TLane.AreEqual({lane.Load("x", place.At)}, best);");
                string taken = $"TLane.Select(hit{place.Name}, rest, TLane.Zero)";
                lane.Store(isDisjoint ? taken : $"{lane.Load("dx", place.At)} + {taken}", "dx", place.At);
                if (!place.IsLast)
                {
                    kernel.Line($"rest = TLane.Select(hit{place.Name}, TLane.Zero, rest);");
                }
            });
        });
    }
}
