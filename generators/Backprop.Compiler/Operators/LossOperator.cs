using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>What a loss compares outputs with.</summary>
internal enum LossTargets
{
    /// <summary>Rows of values.</summary>
    Values,

    /// <summary>Rows of yes or no, as values from 0 to 1.</summary>
    Binary,

    /// <summary>A class index per row, or rows of probabilities.</summary>
    Classes,
}

/// <summary>A loss. Its value in the graph is its gradient δ in the outputs z; its method writes down what each row, or each place of a lane of rows, adds to the
/// loss, so that the order of the sum does not depend on who computed which row.</summary>
internal abstract class LossOperator : Operator
{
    public abstract LossTargets Targets { get; }

    public override string ResultSuffix => "Delta";

    public override IReadOnlyList<string> InputNames => ["z"];

    public override string ResultName => "delta";

    public override Shape Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <summary>The expression of the mean of what was written down.</summary>
    /// <param name="lane">The numbers in a lane.</param>
    public virtual string Mean(int width, int lane) => "NetworkGuard.MeanLoss(workspace.Losses, rows, rows)";

    /// <summary>The body of the method against rows of values, <c>target</c>.</summary>
    public abstract void EmitValues(Node node, KernelWriter kernel);

    /// <summary>The formula against class indices.</summary>
    public virtual IEnumerable<string> DescribeLabels(Node node) => Describe(node);

    /// <summary>The body of the method against class indices, <c>labels</c>.</summary>
    public virtual void EmitLabels(Node node, KernelWriter kernel) =>
        throw new InvalidOperationException($"{Name} does not take labels.");
}
