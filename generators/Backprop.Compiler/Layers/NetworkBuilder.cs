using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Elementwise;

namespace Backprop.Compiler.Layers;

/// <summary>The graph while its layers are lowered, one after the other.</summary>
internal sealed class NetworkBuilder(int lane)
{
    private Node? current;
    private int streams;

    public NetworkGraph Graph { get; } = new();

    /// <summary>The numbers in a lane at the network's precision.</summary>
    public int Lane { get; } = lane;

    /// <summary>The value that the next layer starts from.</summary>
    public Node Current
    {
        get => current ?? throw new InvalidOperationException("A layer stands before the input.");
        set => current = value;
    }

    /// <summary>The further values that the layer names.</summary>
    public IReadOnlyList<Node> Others { get; set; } = [];

    /// <summary>The activation that a layer of its own applies to the value that is being made; null if none does.</summary>
    public int? FollowingActivation { get; set; }

    /// <summary>The number of the next layer that draws at random.</summary>
    public int NextStream() => streams++;

    /// <summary>A value that training updates beside the parameters.</summary>
    public Node State(string layer, StateOperator state)
    {
        Node node = Graph.Add(state, layer);
        Graph.States.Add(node);
        return node;
    }

    public Node Parameter(string layer, string name, Shape shape, ParameterRole role, WeightStart? start)
    {
        Node node = Graph.Add(new ParameterOperator(name, shape, role, start), layer);
        Graph.Parameters.Add(node);
        return node;
    }

    /// <summary>The current value; where it is only the input in another shape, a copy of that, so that the network computes something.</summary>
    public Node Computed(string layer)
    {
        if (Current.Operator.IsView && Current.Storage.Operator.IsLeaf)
        {
            Apply(new ElementwiseOperator(new Linear()), layer);
        }

        return Current;
    }

    /// <summary>Applies an operator to the current value and further ones.</summary>
    public void Apply(Operator op, string layer, params Node[] others) => Current = Graph.Add(op, layer, [Current, .. others]);
}
