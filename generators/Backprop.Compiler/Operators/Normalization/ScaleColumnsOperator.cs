using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>W′ = W with each output's weights multiplied by its scale: the outputs are the last numbers of each run.</summary>
internal sealed class ScaleColumnsOperator : Operator
{
    public override string Name => "ScaleColumns";

    public override string MethodSuffix => "FoldedWeight";

    public override string ResultSuffix => "FoldedWeight";

    public override IReadOnlyList<string> InputNames => ["weight", "scale"];

    public override string ResultName => "folded";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override int RowFactor(Node node) => (int)(node.Shape.Size / node.Inputs[1].Shape.Size);

    public override IEnumerable<string> Describe(Node node) => [$"W′ = W ⊙ s, output by output   W{node.Inputs[0].Shape}, s{node.Inputs[1].Shape} → W′{node.Shape}"];

    public override void Emit(Node node, KernelWriter kernel)
    {
        int channels = node.Inputs[1].Shape.Width;
        kernel.Line($"const int Channels = {channels};");
        kernel.Line();
        ChannelNorm.ForEach(kernel, channels, ownScope: false, block =>
        {
            block.Load(kernel, "s", "scale", offset => offset);
            kernel.Block("for (int row = 0; row < rows; row++)", () =>
                block.Store(kernel, lane => $"{ChannelNorm.AtPosition(block, lane, "weight", "row")} * s{lane}", "folded", offset => $"row * Channels + {offset}"));
        });
    }
}
