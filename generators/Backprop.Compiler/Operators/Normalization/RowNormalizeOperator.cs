using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>y = x̂ ⊙ γ + β with x̂ = (x − μ)·r (or x·r), from the moments of each row; what of it there is. Its derivative includes that of the moments.</summary>
internal sealed class RowNormalizeOperator(bool centered, bool hasScale, bool hasBias, ElementwiseFunction? activation = null) : Operator
{
    public override string Name => "RowNormalize" + (activation is null ? "" : "+" + activation.Symbol);

    public override bool WorksInPlace => true;

    public override IReadOnlyList<string> InputNames =>
        ["x", "moments", .. hasScale ? ["weight"] : Array.Empty<string>(), .. hasBias ? ["bias"] : Array.Empty<string>()];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    public override int RowFactor(Node node) => node.Shape.Leading;

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints)
    {
        Node x = node.Inputs[0], moments = node.Inputs[1];
        if (hasBias)
        {
            adjoints.Contribute(node.Inputs[3], new BiasGradientOperator(), node.Layer, gradient);
        }

        if (hasScale)
        {
            adjoints.Contribute(node.Inputs[2], new RowScaleGradientOperator(centered), node.Layer, gradient, x, moments);
        }

        Node[] inputs = [gradient, x, moments, .. hasScale ? [node.Inputs[2]] : Array.Empty<Node>()];
        adjoints.Contribute(x, new RowNormalizeInputGradientOperator(centered, hasScale), node.Layer, inputs);
    }

    /// <summary>With an activation folded in; null if it has one, or if that has to call the library.</summary>
    public override Operator? WithActivation(ElementwiseFunction function) =>
        activation is not null || !function.ForwardIsInline ? null : new RowNormalizeOperator(centered, hasScale, hasBias, function);

    public override IEnumerable<string> Describe(Node node)
    {
        string sum = RowNorm.Formula(centered) + (hasScale ? " ⊙ γ" : "") + (hasBias ? " + β" : "");
        string parameters = string.Concat(node.Inputs.Skip(2).Select((parameter, index) => $", {(index == 0 ? "γ" : "β")}{parameter.Shape}"));
        yield return $"y = {(activation is null ? sum : $"{activation.Described}({sum})")}   x{node.Inputs[0].Shape}, moments{node.Inputs[1].Shape}{parameters} → y{node.Shape}";
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        int width = node.Shape.Last;
        kernel.Line($"const int Units = {width};");
        kernel.Line();
        if (width < kernel.Lane)
        {
            RowsInLanes.Loop(kernel, () =>
            {
                RowNorm.LoadRows(kernel, centered);
                RowsInLanes.Store(kernel, width, "y", unit => Result(kernel,
                    $"TLane.LoadStrided(in x, row * Units + {unit}, Units, count)", $"TLane.Broadcast(in weight, {unit})", $"TLane.Broadcast(in bias, {unit})"));
            });
            return;
        }

        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            RowNorm.LoadRow(kernel, centered);
            ColumnsInLanes.ForEach(kernel, width, lane =>
                kernel.Line(lane.Store(Result(kernel, lane.Load("x"), lane.LoadShared("weight"), lane.LoadShared("bias")), "y")));
        });
    }

    private string Result(KernelWriter kernel, string x, string weight, string bias)
    {
        string normalized = RowNorm.Normalized(centered, x);
        string result = hasScale && hasBias ? $"TLane.MultiplyAdd({normalized}, {weight}, {bias})" : hasScale ? $"{normalized} * {weight}" : normalized;
        return activation is null ? result : kernel.Forward(activation, result);
    }
}
