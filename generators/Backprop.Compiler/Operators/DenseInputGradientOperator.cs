using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>dx = δ·Wᵀ, with the derivative of the activation that made x folded in where there is one.</summary>
internal sealed class DenseInputGradientOperator(int inputs, int outputs, int lane, ElementwiseFunction? activation = null) : Operator
{
    private readonly ProductKernel product = ProductKernels.ForRows(outputs, inputs, lane);

    public override string Name => "DenseInputGradient" + (activation is null ? "" : "+" + activation.Symbol);

    public override string MethodSuffix => "InputGradient";

    public override IReadOnlyList<string> InputNames => activation is null ? ["delta", "weight"] : ["delta", "weight", "saved"];

    public override string ResultName => "dx";

    /// <summary>Few rows go another way, all of them: however many of them a thread has.</summary>
    public override bool CountsBatch => product == ProductKernel.Tile;

    public override Shape Infer(IReadOnlyList<Shape> shapes) => shapes[0].WithLast(inputs);

    public override int RowFactor(Node node) => node.Shape.Leading;

    /// <summary>With an activation's derivative folded in; null if it has one, if the product ends in horizontal sums,
    /// or if the derivative has to call the library.</summary>
    public override Operator? WithActivationGradient(ElementwiseFunction function) =>
        activation is not null || product == ProductKernel.Dot || !function.BackwardIsInline ? null : new DenseInputGradientOperator(inputs, outputs, lane, function);

    public override IEnumerable<string> Describe(Node node)
    {
        string shapes = $"δ{node.Inputs[0].Shape}, W[{inputs}×{outputs}] → dx{node.Shape}";
        yield return activation is null ? $"dx = δ·Wᵀ   {shapes}" : $"dx = δ·Wᵀ ⊙ {activation.Described}′   {shapes}";
        if (activation is not null)
        {
            yield return $"{activation.Symbol}′ of {node.Inputs[2].Layer} is folded in: {activation.DerivativeFormula}, from the saved {activation.SavedSymbol}.";
        }

        if (product == ProductKernel.Dot)
        {
            yield return $"Only {inputs} inputs: each is a dot product along the outputs.";
        }
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        if (product == ProductKernel.Dot)
        {
            new DotProduct
            {
                Left = "delta",
                Matrix = "weight",
                Result = "dx",
                Depth = ("Units", outputs),
                Columns = ("Inputs", inputs),
                Variable = "unit",
            }.Emit(kernel);
            return;
        }

        new MatrixProduct
        {
            Left = ("delta", "Units", "1"),
            Right = "weight",
            IsTransposed = true,
            Result = "dx",
            Sizes = ("rows", "Units"),
            Columns = "Inputs",
            End = activation is null ? TileEnd.Plain : TileEnd.OfGradient(kernel, activation, inputs < lane && !node.Inputs[2].IsOurs ? inputs : null),
        }.Emit(kernel, ("Units", outputs), ("Inputs", inputs));
    }
}
