using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>y = x ⊙ s + t, channel by channel.</summary>
internal sealed class ScaleShiftOperator(ElementwiseFunction? activation = null) : Operator
{
    public override string Name => "ScaleShift" + (activation is null ? "" : "+" + activation.Symbol);

    public override IReadOnlyList<string> InputNames => ["x", "scale", "shift"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override int RowFactor(Node node) => node.Shape.Leading;

    /// <summary>With an activation folded in; null if it has one, or if that has to call the library.</summary>
    public override Operator? WithActivation(ElementwiseFunction function) => activation is not null || !function.ForwardIsInline ? null : new ScaleShiftOperator(function);

    public override IEnumerable<string> Describe(Node node) =>
        [$"y = {(activation is null ? "x ⊙ s + t" : $"{activation.Described}(x ⊙ s + t)")}   x{node.Inputs[0].Shape}, s{node.Inputs[1].Shape}, t{node.Inputs[2].Shape} → y{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        kernel.Line($"const int Channels = {node.Shape.Last};");
        kernel.Line();
        ChannelNorm.ForEach(kernel, node.Shape.Last, ownScope: false, block =>
        {
            block.Load(kernel, "s", "scale", offset => offset);
            block.Load(kernel, "t", "shift", offset => offset);
            kernel.Block("for (int row = 0; row < rows; row++)", () =>
                block.Store(kernel, lane => Result(kernel, block, lane), "y", offset => $"row * Channels + {offset}"));
        });
    }

    private string Result(KernelWriter kernel, LaneBlock block, int lane)
    {
        string result = $"TLane.MultiplyAdd({ChannelNorm.AtPosition(block, lane, "x", "row")}, s{lane}, t{lane})";
        return activation is null ? result : kernel.Forward(activation, result);
    }
}
