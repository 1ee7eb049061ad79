using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter.PlainLayers;

namespace Backprop.Gradients.Tests.Interpreter;

/// <summary>What the interpreter found for a graph.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Outputs">The raw outputs in training.</param>
/// <param name="Prediction">What is predicted after the training step.</param>
/// <param name="Inference">The raw outputs in inference after the training step.</param>
/// <param name="Gradients">∂L/∂parameters.</param>
/// <param name="GradientRounding">For each of them, how far off the rounding of its terms and partial sums can be expected to leave it:
/// u·√(Σ term² + Σ sum²), where u is half a unit of the last place of 1. Each rounding is off by up to u times its result, up or down.</param>
/// <param name="InputGradient">∂L/∂inputs.</param>
/// <param name="State">The running averages after the training step.</param>
internal sealed record GraphInterpretation(
    double Loss, double[] Outputs, double[] Prediction, double[] Inference, double[] Gradients, double[] GradientRounding, double[] InputGradient, double[] State);

/// <summary>A network with branches, interpreted: it reads the attributes as they stand in the source, and knows nothing of how they are compiled.
/// Gradients are summed where values fork.</summary>
internal sealed class PlainGraph
{
    private static readonly string[] LossNames = [.. Registry.LossNames];

    // Value 0 is the input, value i + 1 what node i makes.
    private readonly List<Node> nodes = [];
    private readonly List<PlainTensor> parameters = [], state = [];

    private readonly Dictionary<string, PlainAttribute[]> classes;
    private readonly Dictionary<string, (int Parameter, int State)> starts = [];
    private int streams;

    /// <summary>The network of a declaration, with the blocks that it uses.</summary>
    public PlainGraph(string declaration)
    {
        classes = PlainAttribute.ParseClasses(declaration);
        PlainAttribute[] attributes = classes.Values.Single(one => !one.Any(attribute => attribute.Name == "Block"));
        InputShape = attributes.Single(attribute => attribute.Name == "Input").Numbers;
        Append(attributes, new PlainScope("", 0));
        if (attributes.SingleOrDefault(attribute => LossNames.Contains(attribute.Name)) is { } loss)
        {
            double[] numbers = [.. loss.Positional.Concat(loss.Named.Values).OfType<double>()];
            Loss = new LossChoice(loss.Name, numbers.Length == 0 ? null : (float)numbers[0]);
        }
    }

    public int[] InputShape { get; }

    public int[] OutputShape => ShapeOf(nodes.Count);

    public LossChoice? Loss { get; }

    /// <summary>All parameters, named as the layout names them, in declaration order.</summary>
    public IReadOnlyList<PlainTensor> Parameters => parameters;

    /// <summary>All running averages, in declaration order.</summary>
    public IReadOnlyList<PlainTensor> State => state;

    /// <summary>Whether training computes something else than inference.</summary>
    public bool HasModes => state.Count > 0 || streams > 0;

    public int OutputWidth => PlainLayer.Size(OutputShape);

    /// <summary>How many whole numbers the inputs are chosen from; null where they are any numbers.</summary>
    public int? Vocabulary => nodes.Where(node => node.Sources.Contains(0)).Min(node => (node.Layer as PlainEmbedding)?.Vocabulary);

    /// <summary>The running averages at the start: means of 0, variances of 1.</summary>
    public double[] StartState => [.. state.SelectMany(tensor => Enumerable.Repeat(tensor.Center, tensor.Length))];

    /// <summary>A training step from these running averages, and a prediction after it.</summary>
    /// <param name="problem">Parameters, inputs and targets.</param>
    /// <param name="before">The running averages before.</param>
    /// <param name="bits">How many bits everything that a layer makes, forwards and backwards, is rounded to, null for no rounding: what that changes is a
    /// measure of how well the problem is conditioned.</param>
    public GraphInterpretation Run(Problem problem, double[] before, int? bits = null)
    {
        double[][] averages = Split(before, state), gradients = Zeros(), squares = Zeros();
        double[][] values = Forward(problem, averages, gradients, squares, isTraining: true, bits, out PlainCall[] calls);
        (double loss, double[] delta) = PlainLoss.Evaluate(Loss, values[^1], problem);
        double[] inputGradient = Backward(values, calls, bits is { } number ? RoundDelta(delta, values[^1], problem.Rows, number) : delta, bits);
        double[] inference = Forward(problem, averages, gradients, squares, isTraining: false, bits, out _)[^1];
        return new GraphInterpretation(
            loss,
            values[^1],
            PlainLoss.Prediction(Loss, inference, OutputWidth),
            inference,
            [.. gradients.SelectMany(tensor => PlainRounding.Round(tensor, bits))],
            [.. squares.SelectMany(tensor => tensor.Select(sum => PlainRounding.Unit(bits) * Math.Sqrt(sum)))],
            inputGradient,
            [.. averages.SelectMany(tensor => PlainRounding.Round(tensor, bits))]);
    }

    /// <summary>The loss in training.</summary>
    public double LossOf(Problem problem) => PlainLoss.Evaluate(Loss, Forward(problem, out _)[^1], problem).Loss;

    /// <summary>How far everything is from the nearest kink, with the row it belongs to. What is exactly on a kink because everything before it is zero stays
    /// there, and does not count.</summary>
    public IEnumerable<(int Row, double Distance)> OffKinks(Problem problem)
    {
        double[] outputs = Forward(problem, out PlainCall[] calls)[^1], targets = problem.Values ?? [];
        IEnumerable<(int Row, double Distance)> inside = nodes.Zip(calls).SelectMany(pair => pair.First.Layer.OffKinks(pair.Second));
        IEnumerable<(int Row, double Distance)> atTheEnd = outputs.Zip(targets, (z, t) => PlainLoss.KinkDistance(Loss, z, t)).Select((distance, i) => (i / OutputWidth, distance));
        return inside.Concat(atTheEnd).Where(one => one.Distance > 0);
    }

    /// <summary>On which side of each kink everything is.</summary>
    public int[] Regions(Problem problem)
    {
        Forward(problem, out PlainCall[] calls);
        return [.. nodes.Zip(calls).SelectMany(pair => pair.First.Layer.Regions(pair.Second))];
    }

    /// <summary>Appends layers, those of a block as often as it is repeated.</summary>
    private void Append(PlainAttribute[] attributes, PlainScope scope)
    {
        foreach (PlainAttribute attribute in attributes.Where(one => one.Name is not ("Network" or "Block" or "Input") && !LossNames.Contains(one.Name)))
        {
            string name = scope.NameOf(attribute);
            int value = scope.SourceOf(attribute);
            if (attribute.BlockName is { } block)
            {
                for (int index = 0; index < attribute.Get("Repeat", 1); index++)
                {
                    var inside = new PlainScope(scope.PathInto(attribute, name, index), value);
                    Append(classes[block], inside);
                    value = inside.Current;
                }
            }
            else
            {
                Append(attribute, scope.PathOf(name), [value, .. attribute.Texts.Select(text => scope[text])]);
                value = nodes.Count;
            }

            scope.Set(name, value);
        }
    }

    private void Append(PlainAttribute attribute, string path, int[] sources)
    {
        PlainLayer? layer = PlainLayerTable.Create(attribute, [.. sources.Select(ShapeOf)], streams);
        streams += layer is PlainDropout ? 1 : 0;
        if (layer is not null)
        {
            // What is there already belongs to a shared block.
            if (!starts.TryGetValue(path, out (int Parameter, int State) start))
            {
                starts[path] = start = (parameters.Count, state.Count);
                parameters.AddRange(layer.Parameters.Select(tensor => tensor with { Name = $"{path}.{tensor.Name}" }));
                state.AddRange(layer.State.Select(tensor => tensor with { Name = $"{path}.{tensor.Name}" }));
            }

            nodes.Add(new Node(layer, sources, start.Parameter, start.State));
        }

        if (layer is null || attribute.Activation != Activation.Linear)
        {
            int source = layer is null ? sources[0] : nodes.Count;
            nodes.Add(new Node(new PlainElementwise(attribute.Activation, attribute.Get("Slope", 0.01), ShapeOf(source)), [source], 0, 0));
        }
    }

    private int[] ShapeOf(int value) => value == 0 ? InputShape : nodes[value - 1].Layer.Shape;

    private double[][] Forward(Problem problem, out PlainCall[] calls) =>
        Forward(problem, Split(StartState, state), Zeros(), Zeros(), isTraining: true, bits: null, out calls);

    private double[][] Zeros() => [.. parameters.Select(tensor => new double[tensor.Length])];

    private double[][] Forward(
        Problem problem, double[][] averages, double[][] gradients, double[][] squares, bool isTraining, int? bits, out PlainCall[] calls)
    {
        double[][] values = new double[nodes.Count + 1][], weights = Split(problem.Parameters, parameters);
        calls = new PlainCall[nodes.Count];
        values[0] = problem.Inputs;
        for (int i = 0; i < nodes.Count; i++)
        {
            Node node = nodes[i];
            calls[i] = new PlainCall(
                problem.Rows,
                [.. node.Sources.Select(source => values[source])],
                weights[node.FirstParameter..(node.FirstParameter + node.Layer.Parameters.Count)],
                gradients[node.FirstParameter..(node.FirstParameter + node.Layer.Parameters.Count)],
                squares[node.FirstParameter..(node.FirstParameter + node.Layer.Parameters.Count)],
                averages[node.FirstState..(node.FirstState + node.Layer.State.Count)],
                isTraining,
                bits);
            values[i + 1] = PlainRounding.Round(node.Layer.Forward(calls[i]), bits);
        }

        return values;
    }

    /// <summary>Adds up the gradient of each value from those who read it, last first; returns that of the input.</summary>
    private double[] Backward(double[][] values, PlainCall[] calls, double[] delta, int? bits)
    {
        double[][] sums = [.. values.Select(value => new double[value.Length])];
        sums[^1] = delta;
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            double[][] contributions = nodes[i].Layer.Backward(calls[i], sums[i + 1]);
            foreach ((int source, double[] contribution) in nodes[i].Sources.Zip(contributions))
            {
                sums[source] = PlainRounding.Round([.. sums[source].Zip(contribution, (sum, one) => sum + one)], bits);
            }
        }

        return sums[0];
    }

    private static double[][] Split(double[] flat, IReadOnlyList<PlainTensor> tensors)
    {
        var parts = new double[tensors.Count][];
        int start = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = flat[start..(start += tensors[i].Length)];
        }

        return start == flat.Length ? parts : throw new ArgumentException($"{flat.Length} numbers for tensors of {start}.", nameof(flat));
    }

    /// <summary>δ as it comes from predictions of so many bits: of (p − t)/n, less is left the closer p is to t.</summary>
    private double[] RoundDelta(double[] delta, double[] outputs, int rows, int bits)
    {
        double count = Loss?.Name switch { LossChoice.SoftmaxCrossEntropy => rows, LossChoice.BinaryCrossEntropy => outputs.Length, _ => double.PositiveInfinity };
        double[] predictions = PlainLoss.Prediction(Loss, outputs, OutputWidth);
        return PlainRounding.Round([.. delta.Zip(predictions, (d, p) => d + ((PlainRounding.Perturb(p, bits) - p) / count))], bits);
    }

    private sealed record Node(PlainLayer Layer, int[] Sources, int FirstParameter, int FirstState);
}
