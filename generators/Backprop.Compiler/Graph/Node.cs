using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Graph;

/// <summary>One value of the graph and the operator that makes it.</summary>
internal sealed class Node(int id, Operator op, IReadOnlyList<Node> inputs, Shape shape, string layer)
{
    private bool inLanes;

    public int Id { get; } = id;

    /// <summary>What makes the value. Fusion puts a larger operator in its place.</summary>
    public Operator Operator { get; set; } = op;

    public IReadOnlyList<Node> Inputs { get; set; } = inputs;

    public Shape Shape { get; } = shape;

    /// <summary>The layer it comes from, by the user's name.</summary>
    public string Layer { get; set; } = layer;

    /// <summary>The block's repetition that it belongs to; null outside of blocks.</summary>
    public BlockPlace? Place { get; set; }

    /// <summary>Whether it is computed on the way back.</summary>
    public bool IsBackward { get; set; }

    /// <summary>The value whose gradient this is, or null.</summary>
    public Node? GradientOf { get; set; }

    /// <summary>The value whose memory this is: itself, or what a view looks at.</summary>
    public Node Storage => Operator.IsView ? Inputs[0].Storage : this;

    /// <summary>Whether the rows of the batch lie in lanes, [group of rows][number][row of the group], rounded up to whole groups; a view lies as what it looks at.</summary>
    public bool InLanes
    {
        get => Operator.IsView ? Inputs[0].InLanes : inLanes;
        set => inLanes = value;
    }

    /// <summary>Whether its kernel goes over groups of rows in lanes. Conversions do not: they see the rows of the batch.</summary>
    public bool WorksOnLanes => Operator.OnLanes() is not null && (InLanes || Inputs.Any(input => input.InLanes));

    /// <summary>Whether it lies in memory of ours, behind which there is a lane of padding; the caller's rows end where they end.</summary>
    public bool IsOurs => Storage.Operator is ParameterOperator or OutputGradientOperator or { IsLeaf: false };

    public override string ToString() => GraphPrinter.Print(this);
}
