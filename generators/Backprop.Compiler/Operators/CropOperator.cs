using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>The gradient of what was padded: δ without the margins.</summary>
internal sealed class CropOperator(Margins margins) : Operator
{
    public override string Name => "Crop";

    public override string MethodSuffix => "Crop";

    public override IReadOnlyList<string> InputNames => ["delta"];

    public override string ResultName => "dx";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => margins.Inside(inputs[0]);

    public override Operator? OnLanes() => this;

    public override IEnumerable<string> Describe(Node node) =>
        [$"dx = δ without its margins   δ{node.Inputs[0].Shape} → dx{node.Shape}", $"{margins.Described}."];

    public override void Emit(Node node, KernelWriter kernel)
    {
        Image inner = Image.Of(node, kernel.Lane), outer = Image.Of(node.Inputs[0], kernel.Lane);
        kernel.Block("for (int row = 0; row < rows; row++)", () =>
            margins.ForEachLine(kernel, inner, outer, (inside, around) => Line.Copy(kernel, ("delta", around), ("dx", inside), inner.Line)));
    }
}
