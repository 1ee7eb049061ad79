using Backprop.Gradients.Tests.Infrastructure;
using static System.FormattableString;

namespace Backprop.Gradients.Tests.Convolutions;

/// <summary>A network over images or sequences that these tests make up, with mean squared error.</summary>
internal sealed record SpatialCase(int[] Input, params PlainLayer[] Layers)
{
    private const int FewRows = 3;

    /// <summary>The attributes and the class.</summary>
    public string Declare(string name, bool isDouble) =>
        Invariant($"[Network({(isDouble ? "Precision = Precision.Double, " : "")}InputGradient = true)] [Input({string.Join(", ", Input)})] {Attributes} [MeanSquaredError] public sealed partial class {name};");

    public override string ToString() => Invariant($"[Input({string.Join(", ", Input)})] {Attributes}");

    /// <summary>The outputs of all rows, by plain loops.</summary>
    public double[] Outputs(Problem problem)
    {
        int size = problem.Inputs.Length / problem.Rows;
        return
        [
            .. Enumerable.Range(0, problem.Rows).SelectMany(row =>
            {
                var parameters = new Queue<double>(problem.Parameters);
                PlainValue value = Layers.Aggregate(new PlainValue(problem.Inputs[(row * size)..((row + 1) * size)], Input), (x, layer) => layer.Run(x, parameters));
                Assert.Empty(parameters);
                return value.Numbers;
            }),
        ];
    }

    /// <summary>Inputs, targets and parameters for a network of this case, the same on every machine and exact in single precision.</summary>
    public static Problem Make(INetwork<double> network, int rows = FewRows)
    {
        var random = new CounterRandom(seed: 3, RandomStreams.User);
        double[] Draw(int count, int start, double scale) => [.. Enumerable.Range(start, count).Select(i => (double)(float)(scale * random.Normal(i)))];
        return new Problem(rows, Draw(network.Parameters.Length, 0, 0.4), Draw(rows * network.InputSize, 1_000_000, 1), null, Draw(rows * network.OutputSize, 2_000_000, 1));
    }

    private string Attributes => string.Join(' ', Layers.Select(layer => layer.Attribute));
}
