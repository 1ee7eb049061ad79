using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler.Emission;

/// <summary>A value with a place in one of the model's flat buffers.</summary>
/// <param name="Offset">Where it starts.</param>
/// <param name="Constant">The name of the constant that holds the offset.</param>
/// <param name="Shift">How far behind the constant it starts: 0, but for the repetitions of a block after the first.</param>
internal abstract record EmittedValue(Node Node, int Offset, string Constant, int Shift);

/// <summary>A parameter with its place and its names.</summary>
internal sealed record EmittedParameter(Node Node, ParameterOperator Operator, int Offset, string Constant, int Shift) : EmittedValue(Node, Offset, Constant, Shift);

/// <summary>A state with its place.</summary>
internal sealed record EmittedState(Node Node, StateOperator Operator, int Offset, string Constant, int Shift) : EmittedValue(Node, Offset, Constant, Shift);

/// <summary>Everything that the emitters need to know about one network: its graph, its plans and its names.</summary>
internal sealed class EmittedNetwork
{
    private readonly Dictionary<Node, string> valueNames = [];
    private readonly Dictionary<Node, string> methodNames = [];
    private readonly HashSet<Node> methodOwners = [];
    private readonly HashSet<Node> preActivations;
    private readonly ILookup<Node, Node> keptFor;

    public EmittedNetwork(NetworkSpec spec, NetworkGraph graph)
    {
        Spec = spec;
        Graph = graph;
        TrainingSteps = spec.IsInferenceOnly ? [] : BufferPlan.TrainingSteps(graph);
        PredictionSteps = BufferPlan.PredictionSteps(graph);
        Steps = TrainingSteps.Concat(PredictionSteps).Append(Graph.Prediction!).Where(node => node is { Operator.IsLeaf: false, Operator.IsView: false }).Distinct().ToList();
        TrainingPlan = BufferPlan.ForTraining(graph);
        PredictionPlan = BufferPlan.ForPrediction(graph);
        Team = TeamPlan.ForTraining(graph, TrainingPlan, TrainingSteps);
        Blocks = new BlockMemory(TrainingPlan, TrainingSteps);
        preActivations = FindPreActivations(graph);
        keptFor = TrainingSteps.Where(step => step.IsBackward)
            .SelectMany(step => step.Inputs.Select(input => input.Storage).Distinct().Select(value => (Value: value, Step: step)))
            .ToLookup(read => read.Value, read => read.Step);
        Parameters = Place(graph.Parameters, node => node.Layer + LayerNaming.Property(node.Operator.Name))
            .Select(place => new EmittedParameter(place.Node, (ParameterOperator)place.Node.Operator, place.Offset, place.Constant, place.Shift)).ToList();
        States = Place(graph.States, node => node.Layer)
            .Select(place => new EmittedState(place.Node, (StateOperator)place.Node.Operator, place.Offset, place.Constant, place.Shift)).ToList();
        Strides = BlockStrides.Of(this);
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
    public IReadOnlyList<Node> Steps { get; }

    public BufferPlan TrainingPlan { get; }

    public BufferPlan PredictionPlan { get; }

    /// <summary>How the threads of a workspace share a training step.</summary>
    public TeamPlan Team { get; }

    /// <summary>Where the values of repeated blocks are.</summary>
    public BlockMemory Blocks { get; }

    /// <summary>The names of constants, by the prefix of a use, the class of offsets and number: what lies between two repetitions.</summary>
    public IReadOnlyDictionary<(string Prefix, string Base, long Stride), string> Strides { get; }

    /// <summary>The element type's keyword.</summary>
    public string Element => Spec.IsDouble ? "double" : "float";

    /// <summary>The parameters as users see them: to read and write, or to read where they lie in the assembly.</summary>
    public string ParameterSpan => $"{(Spec.IsInferenceOnly ? "ReadOnlySpan" : "Span")}<{Element}>";

    /// <summary>The numbers in a lane.</summary>
    public int Lane => Spec.IsDouble ? 8 : 16;

    /// <summary>The prefix of the lane types.</summary>
    public string LanePrefix => Spec.IsDouble ? "DoubleLane" : "FloatLane";

    public LossOperator? Loss => Graph.Loss?.Operator as LossOperator;

    public int InputSize => Graph.Input!.Shape.Width;

    public int OutputSize => Graph.Output!.Shape.Width;

    /// <summary>The number below which every input must be a whole one; null where inputs are any numbers.</summary>
    public int? Vocabulary => Graph.Nodes.Select(node => node.Operator).OfType<EmbeddingOperator>().Min(embedding => (int?)embedding.Vocabulary);

    /// <summary>About how many multiply-adds some steps do for each row of the batch.</summary>
    public static long WorkPerRow(IEnumerable<Node> steps) => steps.Sum(step => step.Operator.WorkPerRow(step));

    public long ParameterCount => Parameters.Sum(parameter => parameter.Node.Shape.Size);

    /// <summary>The class's name as it is declared.</summary>
    public string ClassName => Declared(Spec.Name);

    /// <summary>Forward values before the loss that live in the workspace, in order.</summary>
    public IEnumerable<Node> ForwardValues => TrainingSteps.Where(node => !node.IsBackward && node != Graph.Loss && node.Shape.Batched);

    /// <summary>The names taken in the class of the forward methods.</summary>
    public NameTable ForwardNames { get; } = new("ForwardKernels", "TLane");

    /// <summary>The names taken in the class of the backward methods.</summary>
    public NameTable BackwardNames { get; } = new("BackwardKernels", "TLane");

    public string ValueName(Node value) => value.Storage == Graph.Input ? "Inputs" : valueNames[value.Storage];

    public string MethodName(Node node) => methodNames[node];

    /// <summary>The steps of the way back that read a value, in order.</summary>
    public IEnumerable<Node> BackwardReaders(Node value) => keptFor[value];

    /// <summary>Whether the step's method is emitted for it, not for an earlier step of the same layer and direction with the same code.</summary>
    public bool OwnsMethod(Node node) => methodOwners.Contains(node);

    /// <summary>A name of the user's in a declaration: escaped where it is a keyword, or where the qualifier of simple names could take it for a type.</summary>
    public string Declared(string name) => Spec.QualifyNames ? "@" + name : Identifiers.Escape(name);

    /// <summary>A layer's name where it was declared: on the network, or in its block.</summary>
    public string LocalName(string layer) => Graph.LocalName(layer);

    // One behind the other; the repetitions of a block share the first one's constant.
    private static IEnumerable<(Node Node, int Offset, string Constant, int Shift)> Place(IEnumerable<Node> nodes, Func<Node, string> name)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        int offset = 0;
        foreach (Node node in nodes)
        {
            string constant = name(node);
            if (!first.ContainsKey(constant))
            {
                first.Add(constant, offset);
            }

            yield return (node, offset, constant, offset - first[constant]);
            offset += node.Shape.Width;
        }
    }

    private void NameValues()
    {
        // Prediction has names of its own, for it may compute a layer's output in another way.
        NameTable training = new(WorkspaceEmitter.Members), prediction = new();
        HashSet<Node> trained = [.. TrainingSteps], byName = [.. new[] { Graph.Output?.Storage, Graph.Loss, Graph.InputGradient?.Storage }.OfType<Node>()];
        var inBlocks = new Dictionary<(NameTable, string, int), string>();
        var counts = new Dictionary<(NameTable, string, BlockPlace), int>();
        foreach (Node node in Steps)
        {
            NameTable names = trained.Contains(node) ? training : prediction;
            string name = NameOf(node);
            if (node.Place is not { IsRepeated: true } place || byName.Contains(node))
            {
                valueNames[node] = names.Unique(name);
                continue;
            }

            // The same name in all repetitions: the table that says where they are is called so.
            counts[(names, name, place)] = counts.TryGetValue((names, name, place), out int count) ? count + 1 : 0;
            (NameTable, string, int) key = (names, name, count);
            if (!inBlocks.TryGetValue(key, out string shared))
            {
                inBlocks[key] = shared = names.Unique(name);
            }

            valueNames[node] = shared;
        }
    }

    private string NameOf(Node node) => node.GradientOf is { } value && node.Shape == value.Shape
        ? value == Graph.Input ? (node.InLanes ? "InputsGradientInLanes" : "InputsGradient") : value.Layer + (IsSum(value) ? "Delta" : value.Operator.ResultSuffix + "Gradient")
        : node.Layer + (preActivations.Contains(node) ? "Sum" : node.Operator.ResultSuffix);

    private void NameMethods()
    {
        // A method's text is only written here where another one has its name, and only once.
        var unwritten = new Dictionary<(NameTable, string), Node?>();
        var byCode = new Dictionary<(NameTable, string, string), Node>();
        foreach (Node node in Steps.Where(node => node.Operator.HasMethod))
        {
            NameTable names = MethodNames(node);
            string name = MethodTitle(node);
            Node? same = null;
            if (node.Operator is not LossOperator && unwritten.TryGetValue((names, name), out Node? first))
            {
                if (first is not null)
                {
                    byCode[(names, name, KernelMethods.Code(this, first))] = first;
                    unwritten[(names, name)] = null;
                }

                string code = KernelMethods.Code(this, node);
                if (!byCode.TryGetValue((names, name, code), out same))
                {
                    byCode[(names, name, code)] = node;
                }
            }
            else if (node.Operator is not LossOperator)
            {
                unwritten[(names, name)] = node;
            }

            if (same is null)
            {
                methodOwners.Add(node);
            }

            methodNames[node] = same is null ? names.Unique(name) : methodNames[same];
        }
    }

    // A forward operator can have two methods: one for rows in lanes, one for few rows.
    private static string MethodTitle(Node node) => node.Layer + node.Operator.MethodSuffix + (node is { WorksOnLanes: true, IsBackward: false } ? "InLanes" : "");

    // The way back has a class of its own. A transposition that is its own inverse has the same code there as in the forward one.
    private NameTable MethodNames(Node node) => node.IsBackward || node == Graph.Loss ? BackwardNames : ForwardNames;

    // The values that are a layer's sum before an activation of the same layer.
    private static HashSet<Node> FindPreActivations(NetworkGraph graph) =>
    [
        .. graph.Nodes.Where(node => node.Operator is ElementwiseOperator or SoftmaxOperator && node.Inputs[0].Layer == node.Layer && IsSum(node.Inputs[0]))
            .Select(node => node.Inputs[0]),
    ];

    private static bool IsSum(Node value) => value.Operator.IsSum;
}
