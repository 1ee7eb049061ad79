using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = [x0, x1, …] along the last axis.</summary>
internal sealed class ConcatOperator(int count) : Operator
{
    public override string Name => "Concat";

    public override IReadOnlyList<string> InputNames { get; } = Enumerable.Range(0, count).Select(index => $"x{index}").ToArray();

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0].WithLast(inputs.Sum(input => input.Last));

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints)
    {
        int start = 0;
        foreach (Node input in node.Inputs)
        {
            adjoints.Contribute(input, new SliceOperator(start, input.Shape.Last), node.Layer, gradient);
            start += input.Shape.Last;
        }
    }

    public override IEnumerable<string> Describe(Node node) =>
        [$"y = [{string.Join(", ", InputNames)}]   {string.Join(", ", node.Inputs.Select((input, index) => $"{InputNames[index]}{input.Shape}"))} → y{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel) => kernel.Block("for (int row = 0; row < rows; row++)", () =>
    {
        int start = 0;
        for (int index = 0; index < node.Inputs.Count; index++)
        {
            int width = node.Inputs[index].Shape.Last;
            Line.Copy(kernel, (InputNames[index], $"row * {width}"), ("y", IndexText.Plus($"row * {node.Shape.Last}", $"{start}")), width);
            start += width;
        }
    });
}
