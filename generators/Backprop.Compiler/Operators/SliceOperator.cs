using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = x[start …] along the last axis: the share of one part of a concatenation in its gradient.</summary>
internal sealed class SliceOperator(int start, int width) : Operator
{
    public override string Name => "Slice";

    public override string MethodSuffix => "Slice";

    public override IReadOnlyList<string> InputNames => ["x"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0].WithLast(width);

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override IEnumerable<string> Describe(Node node) => [$"y = x[{start} … {start + width - 1}]   x{node.Inputs[0].Shape} → y{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel) => kernel.Block("for (int row = 0; row < rows; row++)", () =>
        Line.Copy(kernel, ("x", IndexText.Plus($"row * {node.Inputs[0].Shape.Last}", $"{start}")), ("y", $"row * {width}"), width));
}
