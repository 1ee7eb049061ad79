using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>y = softmax(x), row by row, shifted by the row's largest number so that nothing overflows.</summary>
internal sealed class SoftmaxOperator : Operator
{
    public override string Name => "Softmax";

    public override string MethodSuffix => "Softmax";

    public override string ResultSuffix => "Probabilities";

    public override bool WorksInPlace => true;

    public override IReadOnlyList<string> InputNames => ["x"];

    public override Operator? ForFewRows(Node node, int lane) => node.Shape.Last < lane ? new RowSoftmaxOperator(lane == 8) : null;

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints) =>
        adjoints.Contribute(node.Inputs[0], new SoftmaxGradientOperator(), node.Layer, gradient, node);

    public override IEnumerable<string> Describe(Node node) =>
        [$"yᵢ = exp(xᵢ − max x) / Σⱼ exp(xⱼ − max x) over each row   {node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        int width = node.Shape.Last;
        if (UnitsInLanes.Fits(kernel, width))
        {
            kernel.Line($"RowSoftmax.WriteMany<TLane, {kernel.Element}>(in x, ref y, rows, {width});");
            return;
        }

        kernel.Line($"const int Units = {width};");
        kernel.Line();
        if (width < kernel.Lane)
        {
            RowsInLanes.Loop(kernel, () =>
            {
                RowsInLanes.Load(kernel, width, "x", "x");
                RowsInLanes.Exponentials(kernel, width, "x");
                kernel.Line("TLane scale = TLane.Constant(1) / sum;");
                RowsInLanes.Store(kernel, width, "y", unit => $"e{unit} * scale");
            });
            return;
        }

        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            ColumnsInLanes.Exponentials(kernel, "x", "y");
            ColumnsInLanes.Scale(kernel, "y", "1 / sum");
        });
    }
}
