using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>dx = y ⊙ (d − Σ d·y), row by row: softmax's derivative from its output.</summary>
internal sealed class SoftmaxGradientOperator : Operator
{
    public override string Name => "SoftmaxGradient";

    public override string MethodSuffix => "SoftmaxGradient";

    public override bool WorksInPlace => true;

    public override IReadOnlyList<string> InputNames => ["d", "y"];

    public override string ResultName => "dx";

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override IEnumerable<string> Describe(Node node) => [$"dx = y ⊙ (d − Σⱼ dⱼ·yⱼ) over each row   {node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        int width = node.Shape.Last;
        kernel.Line($"const int Units = {width};");
        kernel.Line();
        if (width < kernel.Lane)
        {
            RowsInLanes.Loop(kernel, () =>
            {
                RowsInLanes.Load(kernel, width, "d", "d");
                RowsInLanes.Load(kernel, width, "y", "y");
                kernel.Line("TLane dot = d0 * y0;");
                for (int unit = 1; unit < width; unit++)
                {
                    kernel.Line($"dot = TLane.MultiplyAdd(d{unit}, y{unit}, dot);");
                }

                RowsInLanes.Store(kernel, width, "dx", unit => $"y{unit} * (d{unit} - dot)");
            });
            return;
        }

        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            kernel.Line("TLane dots = TLane.Zero;");
            ColumnsInLanes.ForEach(kernel, width, lane =>
                kernel.Line($"dots = TLane.MultiplyAdd({lane.Load("d")}, {lane.Load("y")}, dots);"));
            kernel.Line();
            kernel.Line("TLane dot = TLane.Broadcast(TLane.Sum(dots));");
            ColumnsInLanes.ForEach(kernel, width, lane =>
                kernel.Line(lane.Store($"{lane.Load("y")} * ({lane.Load("d")} - dot)", "dx")));
        });
    }
}
