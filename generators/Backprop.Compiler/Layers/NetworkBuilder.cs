using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Elementwise;

namespace Backprop.Compiler.Layers;

/// <summary>The graph while its layers are lowered, one after the other.</summary>
/// <param name="lane">The numbers in a lane at the network's precision.</param>
/// <param name="names">The names of the network's own layers: those of layers in blocks give way to them.</param>
internal sealed class NetworkBuilder(int lane, IReadOnlyList<string> names)
{
    private readonly NameTable names = new([.. names]);
    private readonly Dictionary<(string Prefix, string Name), string> namesInBlocks = [];
    private readonly Dictionary<string, Node> sharedValues = new(StringComparer.Ordinal);
    private IReadOnlyList<LoweredLayer> block = [];
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

    /// <summary>Begins a repetition of a block.</summary>
    /// <param name="name">The use's name on the network.</param>
    /// <param name="sharedBlock">The block's full name if its shared uses have the same parameters; null otherwise.</param>
    public void Enter(string name, int index, int count, string? sharedBlock)
    {
        Graph.Place = new BlockPlace(Graph.Place, name, Graph.LocalName(name), index, count, sharedBlock);
    }

    /// <summary>Ends it.</summary>
    public void Leave(IReadOnlyList<LoweredLayer> layers)
    {
        Graph.Place = Graph.Place!.Parent;
        block = layers;
    }

    /// <summary>The layers of the block that was used just now; none if the layer was no use of a block.</summary>
    public IReadOnlyList<LoweredLayer> TakeBlock()
    {
        IReadOnlyList<LoweredLayer> layers = block;
        block = [];
        return layers;
    }

    /// <summary>The name on the network of a layer where it is called so: that of the use before it, in a block. The same for all repetitions.</summary>
    public string NameOf(string name)
    {
        if (Graph.Place is not { } place)
        {
            return name;
        }

        if (!namesInBlocks.TryGetValue((place.Prefix, name), out string full))
        {
            namesInBlocks[(place.Prefix, name)] = full = names.Unique(place.Prefix + name);
            Graph.LocalNames[full] = name;
        }

        return full;
    }

    /// <summary>A trained value of a layer: of the shared block's first use, where the layer stands in one.</summary>
    public Node Parameter(string layer, string name, Shape shape, ParameterRole role, WeightStart? start) =>
        Once(layer, name, () => Graph.Add(new ParameterOperator(name, shape, role, start), layer), Graph.Parameters);

    /// <summary>A value that training updates beside the parameters.</summary>
    public Node State(string layer, StateOperator state) => Once(layer, state.Name, () => Graph.Add(state, layer), Graph.States);

    /// <summary>Adds an operator that makes a state's next value from the latest one and further values.</summary>
    public void UpdateState(Node state, Operator op, string layer, params Node[] others)
    {
        Node latest = Graph.StateUpdates.LastOrDefault(update => update.Value == state).Key ?? state;
        Graph.StateUpdates.Add(Graph.Add(op, layer, [latest, .. others]), state);
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

    private Node Once(string layer, string name, Func<Node> create, List<Node> all)
    {
        string? key = Graph.Place is { } place && place.Path.Any(around => around.SharedBlock is not null) ? SharedKey(place, layer, name) : null;
        if (key is not null && sharedValues.TryGetValue(key, out Node shared))
        {
            return shared;
        }

        Node node = create();
        all.Add(node);
        if (key is not null)
        {
            sharedValues.Add(key, node);
        }

        return node;
    }

    // The repetitions around the shared block, the block, and the way from there: body[2]/Block/inner[0]/Dense1.weight.
    private string SharedKey(BlockPlace place, string layer, string name)
    {
        IEnumerable<string> path = place.Path.Select(around => around.SharedBlock ?? $"{around.Name}[{around.Index}]");
        return $"{string.Join("/", path)}/{Graph.LocalNames[layer]}.{name}";
    }
}
