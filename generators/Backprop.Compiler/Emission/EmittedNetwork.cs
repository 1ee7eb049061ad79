using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler.Emission;

/// <summary>A parameter with its place and its names.</summary>
/// <param name="Offset">Where it starts in the flat buffer.</param>
/// <param name="Constant">The name of the constant that holds the offset.</param>
/// <param name="Path">Its name in files: <c>dense1.weight</c>.</param>
internal sealed record EmittedParameter(Node Node, ParameterOperator Operator, int Offset, string Constant, string Path);

/// <summary>A state with its place.</summary>
/// <param name="Offset">Where it starts in the flat buffer.</param>
/// <param name="Constant">The name of the constant that holds the offset.</param>
internal sealed record EmittedState(Node Node, StateOperator Operator, int Offset, string Constant);

/// <summary>Everything that the emitters need to know about one network: its graph, its plans and its names.</summary>
internal sealed class EmittedNetwork
{
    private readonly Dictionary<Node, string> valueNames = [];
    private readonly Dictionary<Node, string> methodNames = [];
    private readonly HashSet<Node> methodOwners = [];

    public EmittedNetwork(NetworkSpec spec, NetworkGraph graph)
    {
        Spec = spec;
        Graph = graph;
        TrainingSteps = BufferPlan.TrainingSteps(graph);
        PredictionSteps = BufferPlan.PredictionSteps(graph);
        TrainingPlan = BufferPlan.ForTraining(graph);
        PredictionPlan = BufferPlan.ForPrediction(graph);
        Parameters = PlaceParameters(graph);
        States = PlaceStates(graph);
        NameValues();
        NameMethods();
    }

    public NetworkSpec Spec { get; }

    public NetworkGraph Graph { get; }

    public IReadOnlyList<EmittedParameter> Parameters { get; }

    public IReadOnlyList<EmittedState> States { get; }

    public int StateCount => States.Sum(state => state.Node.Shape.Width);

    public IReadOnlyList<Node> TrainingSteps { get; }

    public IReadOnlyList<Node> PredictionSteps { get; }

    /// <summary>What a training step or a prediction computes, each step once.</summary>
    public IEnumerable<Node> Steps => TrainingSteps.Concat(PredictionSteps).Append(Graph.Prediction!).Where(node => node is { Operator.IsLeaf: false, Operator.IsView: false }).Distinct();

    public BufferPlan TrainingPlan { get; }

    public BufferPlan PredictionPlan { get; }

    /// <summary>The element type's keyword.</summary>
    public string Element => Spec.IsDouble ? "double" : "float";

    /// <summary>The prefix of the lane types.</summary>
    public string LanePrefix => Spec.IsDouble ? "DoubleLane" : "FloatLane";

    public LossOperator? Loss => Graph.Loss?.Operator as LossOperator;

    public int InputSize => Graph.Input!.Shape.Width;

    public int OutputSize => Graph.Output!.Shape.Width;

    /// <summary>The number below which every input must be a whole one; null where inputs are any numbers.</summary>
    public int? Vocabulary => Graph.Nodes.Select(node => node.Operator).OfType<EmbeddingOperator>().Min(embedding => (int?)embedding.Vocabulary);

    public long ParameterCount => Parameters.Sum(parameter => parameter.Node.Shape.Size);

    /// <summary>The class's name as it is declared.</summary>
    public string ClassName => Declared(Spec.Name);

    /// <summary>Forward values before the loss that live in the workspace, in order.</summary>
    public IEnumerable<Node> ForwardValues => TrainingSteps.Where(node => !node.IsBackward && node != Graph.Loss && node.Shape.Batched);

    /// <summary>The names taken in the class of the forward methods.</summary>
    public NameTable ForwardNames { get; } = new("ForwardKernels");

    /// <summary>The names taken in the class of the backward methods.</summary>
    public NameTable BackwardNames { get; } = new("BackwardKernels");

    public string ValueName(Node value) => value.Storage == Graph.Input ? "Inputs" : valueNames[value.Storage];

    public string MethodName(Node node) => methodNames[node];

    /// <summary>Whether the step's method is emitted for it, not for an earlier step of the same layer with the same code.</summary>
    public bool OwnsMethod(Node node) => methodOwners.Contains(node);

    /// <summary>A name of the user's in a declaration: escaped where it is a keyword, or where the qualifier of simple names could take it for a type.</summary>
    public string Declared(string name) => Spec.QualifyNames ? "@" + name : Identifiers.Escape(name);

    /// <summary>The layer's parameters.</summary>
    public IEnumerable<IGrouping<string, EmittedParameter>> ParametersByLayer => Parameters.GroupBy(parameter => parameter.Node.Layer);

    private static List<EmittedParameter> PlaceParameters(NetworkGraph graph)
    {
        var parameters = new List<EmittedParameter>();
        int offset = 0;
        foreach (Node node in graph.Parameters)
        {
            string kind = node.Operator.Name;
            parameters.Add(new EmittedParameter(
                node, (ParameterOperator)node.Operator, offset, node.Layer + LayerNaming.Property(kind), LayerNaming.Prefix(node.Layer) + "." + kind));
            offset += node.Shape.Width;
        }

        return parameters;
    }

    private static List<EmittedState> PlaceStates(NetworkGraph graph)
    {
        var states = new List<EmittedState>();
        int offset = 0;
        foreach (Node node in graph.States)
        {
            states.Add(new EmittedState(node, (StateOperator)node.Operator, offset, node.Layer));
            offset += node.Shape.Width;
        }

        return states;
    }

    private void NameValues()
    {
        // Prediction has names of its own, for it may compute a layer's output in another way.
        NameTable training = new(WorkspaceEmitter.Members), prediction = new();
        foreach (Node node in Steps)
        {
            NameTable names = TrainingSteps.Contains(node) ? training : prediction;
            valueNames[node] = names.Unique(node.GradientOf is { } value && node.Shape == value.Shape
                ? value == Graph.Input ? "InputsGradient" : value.Layer + (IsSum(value) ? "Delta" : value.Operator.ResultSuffix + "Gradient")
                : node.Layer + (IsPreActivation(node) ? "Sum" : node.Operator.ResultSuffix));
        }
    }

    private void NameMethods()
    {
        foreach (Node node in Steps.Where(node => node.Operator.HasMethod))
        {
            NameTable names = node.IsBackward || node == Graph.Loss ? BackwardNames : ForwardNames;
            string name = node.Layer + node.Operator.MethodSuffix;
            Node? same = methodOwners.FirstOrDefault(owner => owner.Layer + owner.Operator.MethodSuffix == name && node.Operator is not LossOperator
                && owner.Operator is not LossOperator && KernelMethods.Code(this, owner) == KernelMethods.Code(this, node));
            if (same is null)
            {
                methodOwners.Add(node);
            }

            methodNames[node] = same is null ? names.Unique(name) : methodNames[same];
        }
    }

    // Whether a value is a layer's sum before an activation of the same layer.
    private bool IsPreActivation(Node node) =>
        node.Operator.IsSum && Graph.Nodes.Any(other => other.Operator is ElementwiseOperator or SoftmaxOperator && other.Layer == node.Layer && other.Inputs[0] == node);

    private static bool IsSum(Node value) => value.Operator.IsSum;
}
