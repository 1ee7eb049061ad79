using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>The rows that the caller gives.</summary>
internal sealed class InputOperator(Shape shape) : LeafOperator("Input", shape);

/// <summary>∂L/∂output, given by the caller of a network without a loss.</summary>
internal sealed class OutputGradientOperator(Shape shape) : LeafOperator("OutputGradient", shape);

/// <summary>What a parameter does, by the names of <c>Backprop.ParameterKind</c>.</summary>
internal enum ParameterRole
{
    Weight,
    Scale,
    Bias,
}

/// <summary>A trained value, and how it starts.</summary>
internal sealed class ParameterOperator(string name, Shape shape, ParameterRole role, WeightStart? start) : LeafOperator(name, shape)
{
    /// <summary>What it does; weights alone decay.</summary>
    public ParameterRole Role { get; } = role;

    /// <summary>How it starts; null means zeros.</summary>
    public WeightStart? Start { get; } = start;
}

/// <summary>A value that training keeps up to date by itself, in parts of equal shape: the running averages of batch normalisation.</summary>
/// <param name="parts">The name of each part and what all its values start with.</param>
/// <param name="partShape">The shape of a part.</param>
internal sealed class StateOperator(IReadOnlyList<(string Name, float Start)> parts, Shape partShape)
    : LeafOperator("State", Shape.Fixed([parts.Count, .. partShape.Dimensions]))
{
    public IReadOnlyList<(string Name, float Start)> Parts => parts;

    public Shape PartShape => partShape;
}

/// <summary>An initialiser with what it needs to know.</summary>
/// <param name="Initializer">The name of a value of <c>Backprop.Initializer</c>.</param>
internal sealed record WeightStart(string Initializer, int FanIn, int FanOut, float Value)
{
    /// <summary>All ones.</summary>
    public static WeightStart Ones { get; } = new("Constant", 1, 1, 1);
}

/// <summary>A value that exists before the step.</summary>
internal abstract class LeafOperator(string name, Shape shape) : Operator
{
    public override string Name => name;

    public override bool IsLeaf => true;

    public override Shape Infer(IReadOnlyList<Shape> inputs) => shape;

    public override IEnumerable<string> Describe(Node node) => [$"{name} {shape}"];
}
