using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>db = Σ δ over the rows, in their order.</summary>
internal sealed class BiasGradientOperator : Operator
{
    public override string Name => "BiasGradient";

    public override string MethodSuffix => "BiasGradient";

    public override string ResultSuffix => "BiasGradient";

    public override IReadOnlyList<string> InputNames => ["delta"];

    public override string ResultName => "db";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Fixed(inputs[0].Last);

    public override int RowFactor(Node node) => node.Inputs[0].Shape.Leading;

    public override IEnumerable<string> Describe(Node node) => [$"db = Σ δ over the rows   δ{node.Inputs[0].Shape} → db{node.Shape}"];

    public override Operator? OnLanes() => this;

    public override void Emit(Node node, KernelWriter kernel)
    {
        if (node.WorksOnLanes)
        {
            kernel.Line($"LaneColumns<TLane, {kernel.Element}>.Sum(in delta, rows, ref db, {node.Shape.Width});");
            return;
        }

        if (IsLong(node))
        {
            ColumnSum.Emit(kernel, node.Shape.Width, node.Inputs[0].IsOurs);
            return;
        }

        kernel.Line($"Tiles<TLane, {kernel.Element}>.Sum(in delta, rows, ref db, {node.Shape.Width});");
    }

    // Of the positions of many images there are too many for one sum after the other.
    private static bool IsLong(Node node) => node.Inputs[0].Shape.Leading > 1;
}
