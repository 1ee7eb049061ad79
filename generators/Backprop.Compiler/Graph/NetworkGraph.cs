using Backprop.Compiler.Layers;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Graph;

/// <summary>A network as values and operators, forward and, once differentiated, backward, in the order of execution.</summary>
internal sealed class NetworkGraph
{
    private readonly List<Node> nodes = [];
    private int lastId = -1;

    /// <summary>All nodes; each stands after its inputs.</summary>
    public IReadOnlyList<Node> Nodes => nodes;

    public Node? Input { get; set; }

    /// <summary>The raw outputs: what <c>Forward</c> returns.</summary>
    public Node? Output { get; set; }

    /// <summary>The raw outputs in inference mode; the same value where no layer works otherwise in training.</summary>
    public Node? InferenceOutput { get; set; }

    /// <summary>Whether a layer works otherwise in training than in inference.</summary>
    public bool HasModes => InferenceOutput is { } inference && inference != Output;

    /// <summary>What <c>Predict</c> returns: probabilities where the loss works on logits.</summary>
    public Node? Prediction { get; set; }

    /// <summary>What a prediction of few rows computes where another way is quicker for them: the same value, row by row. Null elsewhere.</summary>
    public Node? FewRowsPrediction { get; set; }

    /// <summary>The loss; its value is its gradient in the outputs, and its method returns the scalar.</summary>
    public Node? Loss { get; set; }

    /// <summary>∂L/∂output as the caller gives it, where the network has no loss.</summary>
    public Node? OutputGradient { get; set; }

    /// <summary>∂L/∂inputs, where it is asked for.</summary>
    public Node? InputGradient { get; set; }

    /// <summary>The parameters in declaration order.</summary>
    public List<Node> Parameters { get; } = [];

    /// <summary>What training changes beside the parameters, in declaration order.</summary>
    public List<Node> States { get; } = [];

    /// <summary>The nodes that update a state in a training step's forward pass, each with its state. Several may update one, in their order.</summary>
    public Dictionary<Node, Node> StateUpdates { get; } = [];

    /// <summary>∂L/∂parameter, by parameter.</summary>
    public Dictionary<Node, Node> ParameterGradients { get; } = [];

    /// <summary>What the layers of blocks are called there, by their names on the network.</summary>
    public Dictionary<string, string> LocalNames { get; } = new(StringComparer.Ordinal);

    /// <summary>A layer's name where it was declared: on the network, or in its block.</summary>
    public string LocalName(string layer) => LocalNames.TryGetValue(layer, out string local) ? local : layer;

    /// <summary>The layers that it was made of.</summary>
    public IReadOnlyList<LoweredLayer> Layers { get; set; } = [];

    /// <summary>The block's repetition that new nodes belong to; null outside of blocks.</summary>
    public BlockPlace? Place { get; set; }

    /// <summary>The values that something outside the graph reads.</summary>
    public IEnumerable<Node> Roots =>
        new[] { Input, Output, InferenceOutput, Prediction, FewRowsPrediction, Loss, InputGradient }.OfType<Node>()
            .Concat(Parameters).Concat(ParameterGradients.Values).Concat(States).Concat(StateUpdates.Keys);

    public Node Add(Operator op, string layer, params Node[] inputs) => Insert(nodes.Count, op, layer, inputs);

    /// <summary>Adds a node just before another, on the same way (forward or backward).</summary>
    public Node AddBefore(Node position, Operator op, string layer, params Node[] inputs)
    {
        Node node = Insert(nodes.IndexOf(position), op, layer, inputs);
        node.IsBackward = position.IsBackward;
        node.Place = position.Place;
        return node;
    }

    /// <summary>Adds a node just after another, on the same way.</summary>
    public Node AddAfter(Node position, Operator op, string layer, params Node[] inputs)
    {
        Node node = Insert(nodes.IndexOf(position) + 1, op, layer, inputs);
        node.IsBackward = position.IsBackward;
        node.Place = position.Place;
        return node;
    }

    public IEnumerable<Node> UsesOf(Node value) => nodes.Where(node => node.Inputs.Contains(value));

    public void Remove(Func<Node, bool> condition) => nodes.RemoveAll(node => condition(node));

    /// <summary>Leaves nothing to compute but predictions.</summary>
    public void KeepPrediction()
    {
        Loss = null;
        StateUpdates.Clear();
        Output = InferenceOutput = Prediction;
    }

    private Node Insert(int index, Operator op, string layer, Node[] inputs)
    {
        var node = new Node(++lastId, op, inputs, op.Infer(inputs.Select(input => input.Shape).ToArray()), layer) { Place = Place };
        nodes.Insert(index, node);
        return node;
    }
}
