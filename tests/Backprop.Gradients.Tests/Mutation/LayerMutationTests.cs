using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Mutation;

/// <summary>The differences notice what is wrong in the derivative of a norm, a pool or a table, term by term.</summary>
public sealed class LayerMutationTests
{
    private const string Wrong = "Wrong";

    /// <summary>What is wrong, the layers, the methods that are changed, what is replaced in them, and by what.</summary>
    private static readonly (string Name, string Layers, string Method, string Pattern, string Replacement)[] Mutants =
    [
        ("LayerNormMean", "Input(3, 17), LayerNorm", "LayerNorm1InputGradient", "g - mean0", "g"),
        ("LayerNormProduct", "Input(3, 17), LayerNorm", "LayerNorm1InputGradient", @"TLane\.MultiplySubtract", "TLane.MultiplyAdd"),
        ("LayerNormNarrow", "Input(3, 5), LayerNorm", "LayerNorm1InputGradient", "- mean0", "+ mean0"),
        ("LayerNormScale", "Input(3, 17), LayerNorm", "LayerNorm1ScaleGradient", @"\* scale", "* -scale"),
        ("LayerNormBias", "Input(3, 17), LayerNorm", "LayerNorm1BiasGradient", @"\bs0 \+= ps0", "s0 -= ps0"),
        ("RmsNormProduct", "Input(9), RmsNorm", "RmsNorm1InputGradient", @"TLane\.MultiplySubtract", "TLane.MultiplyAdd"),
        ("GroupNormMean", "Input(3, 12), GroupNorm(4)", "GroupNorm1InputGradient", "-a", "a"),
        ("GroupNormProduct", "Input(3, 12), GroupNorm(4)", "GroupNorm1InputGradient", @"TLane\.MultiplySubtract", "TLane.MultiplyAdd"),
        ("GroupNormMeans", "Input(3, 18), GroupNorm(2)", "GroupNorm1GradientMeans", @"(b\d) \*= ", "$1 *= -"),
        ("GroupNormScale", "Input(3, 12), GroupNorm(4)", "GroupNorm1ScaleGradient", @"TLane\.MultiplyAdd\(t", "TLane.MultiplyAdd(-t"),
        ("BatchNormMean", "Input(3, 9), BatchNorm", "BatchNorm1InputGradient", "-a", "a"),
        ("BatchNormProduct", "Input(3, 9), BatchNorm", "BatchNorm1InputGradient", @"TLane\.MultiplySubtract", "TLane.MultiplyAdd"),
        ("BatchNormScale", "Input(3, 9), BatchNorm", "BatchNorm1ScaleGradient", @" - m", " + m"),
        ("MaxPoolSign", "Input(4, 4, 9), MaxPool2D(2)", "MaxPool2D1InputGradient", @"(hit\d), rest", "$1, -rest"),
        ("MaxPoolSum", "Input(4, 4, 9), MaxPool2D(3, Stride = 1)", "MaxPool2D1InputGradient", @"TLane\.Load\(in dx, [^)]*\) \+ ", ""),
        ("AveragePool", "Input(4, 4, 9), AveragePool2D(2)", "AveragePool2D1InputGradient", @"\* share", "* -share"),
        ("AveragePoolSum", "Input(4, 4, 9), AveragePool2D(3, Stride = 1)", "AveragePool2D1InputGradient", @"TLane\.Load\(in dx, [^)]*\) \+ ", ""),
        ("GlobalAveragePool", "Input(7, 9), GlobalAveragePool", "GlobalAveragePool1InputGradient", @"1\.0 / 7", "1.0 / 6"),
        ("Embedding", "Input(4), Embedding(3, 9)", "Embedding1WeightGradient", @"(TLane\.Load\(in dw, [^)]*\)) \+ ", ""),
    ];

    private static readonly Lazy<EmittedNetworks> Networks = new(Emit);

    public static TheoryData<string> Names => [.. Mutants.Select(mutant => mutant.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AWrongTermIsCaught(string name)
    {
        INetwork<double> right = Networks.Value.Create<double>(name), wrong = Networks.Value.Create<double>(name + Wrong);
        double[] inputs = name == "Embedding" ? [0, 1, 1, 0, 1, 1, 2, 0] : Distinct(4 * right.InputSize);

        Assert.InRange(Error(right, inputs), 0, 1e-7);
        double error = Error(wrong, inputs);
        Assert.True(error > 0.05, $"{name} is wrong, and the differences are off by {error} only.");
    }

    // No two so close that a difference changes which one is the largest.
    private static double[] Distinct(int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => (i - (count / 3)) / 16.0)];
        new Random(3).Shuffle(values);
        return values;
    }

    // Weights that are not all the same.
    private static double Error(INetwork<double> network, double[] inputs)
    {
        LayerGradients.Normals(network.Parameters.Length, seed: 4, mean: 1, deviation: 0.3).CopyTo(network.Parameters);
        return LayerGradients.LargestError(network, inputs, seed: 5);
    }

    // Each network as it should be, and with its mutation.
    private static EmittedNetworks Emit()
    {
        string Declare(string name, string layers)
        {
            string gradient = layers.Contains("Embedding", StringComparison.Ordinal) ? "" : ", InputGradient = true";
            return $"using Backprop; [Network(Precision = Precision.Double{gradient}), {layers}] public sealed partial class {name};";
        }

        Dictionary<string, (string Name, string Layers, string Method, string Pattern, string Replacement)> mutants =
            Mutants.ToDictionary(mutant => $"{mutant.Name}{Wrong}.Backward.g.cs");
        return EmittedNetworks.CompileSources(
            [.. Mutants.SelectMany(mutant => new[] { Declare(mutant.Name, mutant.Layers), Declare(mutant.Name + Wrong, mutant.Layers) })],
            (file, text) => mutants.TryGetValue(file, out var mutant) ? Mutant.Mutate(text, mutant.Name, mutant.Method, mutant.Pattern, mutant.Replacement) : text);
    }
}
