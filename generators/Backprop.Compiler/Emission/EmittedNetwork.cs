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

/// <summary>Everything that the emitters need to know about one network: its graph, its plans and its names.</summary>
internal sealed class EmittedNetwork
{
    private readonly Dictionary<Node, string> valueNames = [];
    private readonly Dictionary<Node, string> methodNames = [];

    public EmittedNetwork(NetworkSpec spec, NetworkGraph graph)
    {
        Spec = spec;
        Graph = graph;
        TrainingSteps = BufferPlan.TrainingSteps(graph);
        PredictionSteps = BufferPlan.PredictionSteps(graph);
        TrainingPlan = BufferPlan.ForTraining(graph);
        PredictionPlan = BufferPlan.ForPrediction(graph);
        Parameters = PlaceParameters(graph);
        NameValues();
        NameMethods();
    }

    public NetworkSpec Spec { get; }

    public NetworkGraph Graph { get; }

    public IReadOnlyList<EmittedParameter> Parameters { get; }

    public IReadOnlyList<Node> TrainingSteps { get; }

    public IReadOnlyList<Node> PredictionSteps { get; }

    /// <summary>What a training step or a prediction computes, each step once.</summary>
    public IEnumerable<Node> Steps => TrainingSteps.Concat(PredictionSteps).Distinct();

    public BufferPlan TrainingPlan { get; }

    public BufferPlan PredictionPlan { get; }

    /// <summary>The element type's keyword.</summary>
    public string Element => Spec.IsDouble ? "double" : "float";

    /// <summary>The prefix of the lane types.</summary>
    public string LanePrefix => Spec.IsDouble ? "DoubleLane" : "FloatLane";

    public LossOperator? Loss => Graph.Loss?.Operator as LossOperator;

    public int InputSize => Graph.Input!.Shape.Width;

    public int OutputSize => Graph.Output!.Shape.Width;

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

    private void NameValues()
    {
        var names = new NameTable(WorkspaceEmitter.Members);
        foreach (Node node in Steps)
        {
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
            methodNames[node] = names.Unique(node.Layer + node.Operator.MethodSuffix);
        }
    }

    // Whether a value is a layer's sum before an activation of the same layer.
    private bool IsPreActivation(Node node) =>
        node.Operator.IsSum && Graph.Nodes.Any(other => other.Operator is ElementwiseOperator or SoftmaxOperator && other.Layer == node.Layer && other.Inputs[0] == node);

    private static bool IsSum(Node value) => value.Operator.IsSum;
}
