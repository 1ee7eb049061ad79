using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Pooling;

/// <summary>Pools over windows side by side, overlapping, with gaps and beyond the borders, and over channels below, at and above a lane:
/// values and gradients against plain ones, gradients against differences.</summary>
public sealed class PoolTests
{
    private const int Rows = 3;
    private static readonly int[] Channels = [1, 2, 3, 6, 7, 8, 9, 15, 16, 17, 24, 32, 33, 40];

    private static PoolCase[] Cases { get; } = [.. new[] { true, false }.SelectMany(All)];

    private static readonly Lazy<EmittedNetworks> Networks = new(() => EmittedNetworks.CompileSources(
        [.. Cases.SelectMany((one, index) => new[] { one.Declare($"Pool{index}", isDouble: true), one.Declare($"Pool{index}Single", isDouble: false) })]));

    public static TheoryData<int, string> Numbers => [.. Cases.Select((one, index) => (index, one.ToString()))];

    /// <summary>To the bit: a maximum is one of the values, and the few terms of these means are added in the same order.</summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void ValuesAndGradientsAreThePlainOnes(int index, string name)
    {
        CheckValues(Networks.Value.Create<double>($"Pool{index}"), index, name, 1e-14);
        CheckValues(Networks.Value.Create<float>($"Pool{index}Single"), index, name, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void GradientsAreTheDifferences(int index, string name)
    {
        INetwork<double> network = Networks.Value.Create<double>($"Pool{index}");
        double error = LayerGradients.LargestError(network, Distinct(Rows * network.InputSize, index), seed: index);
        Assert.True(error <= 1e-7, $"{name} is off by {error}.");
    }

    /// <summary>Of several equal values the first one, line by line, gets the gradient.</summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void TheFirstOfEqualsGetsTheGradient(int index, string name)
    {
        INetwork<double> network = Networks.Value.Create<double>($"Pool{index}");
        double[] inputs = [.. Distinct(Rows * network.InputSize, index).Select((value, i) => Math.Round(value) % 2)];

        CheckGradient(network, inputs, index, name, 1e-14);
    }

    /// <summary>The padding of a maximum is −∞ on purpose, and no layer's fault.</summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void NothingSeemsToHaveDiverged(int index, string name)
    {
        INetwork<float> network = Networks.Value.Create<float>($"Pool{index}Single");
        NetworkWorkspace<float> workspace = network.CreateWorkspace(1);
        float[] inputs = new float[network.InputSize];
        network.Forward(inputs, workspace);
        Assert.True(network.FindNonFiniteLayer(workspace) is null, name);

        inputs[^1] = float.NaN;
        network.Forward(inputs, workspace);
        Assert.Equal("Input", network.FindNonFiniteLayer(workspace));
    }

    [Fact]
    public void NaNComesThroughAMaximum()
    {
        int index = Array.FindIndex(Cases, one => one is { IsMax: true, Image.Channels: 17, Pads: null });
        INetwork<float> network = Networks.Value.Create<float>($"Pool{index}Single");
        float[] inputs = new float[network.InputSize];
        inputs[3] = float.NaN;
        Assert.True(float.IsNaN(network.Forward(inputs, network.CreateWorkspace(1))[3]));
    }

    private static void CheckValues<T>(INetwork<T> network, int index, string name, double tolerance)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        PoolCase pool = Cases[index];
        Assert.Equal((pool.InputSize, pool.OutputSize), (network.InputSize, network.OutputSize));
        double[] inputs = Distinct(Rows * pool.InputSize, index);
        T[] given = Array.ConvertAll(inputs, T.CreateChecked), predicted = new T[Rows * pool.OutputSize];
        double[] expected = [.. Enumerable.Range(0, Rows).SelectMany(row => pool.Run(inputs[(row * pool.InputSize)..((row + 1) * pool.InputSize)]))];

        double[] outputs = Norms.ToDouble(network.Forward(given, network.CreateWorkspace(Rows + 1)));
        network.Predict(given, predicted);

        Norms.AssertClose(expected, outputs, tolerance, name);
        Assert.Equal(outputs, Norms.ToDouble<T>(predicted));
        CheckGradient(network, inputs, index, name, tolerance);
    }

    private static void CheckGradient<T>(INetwork<T> network, double[] inputs, int index, string name, double tolerance)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        PoolCase pool = Cases[index];
        double[] gradient = [.. LayerGradients.Normals(Rows * pool.OutputSize, seed: index).Select(value => (double)(float)value)];
        var model = new EmittedModel<T>(network, new Problem(Rows, [], inputs, null, gradient), spareRows: 1);
        Occupy(model);
        model.EvaluateWithGradients();

        double[] expected =
        [
            .. Enumerable.Range(0, Rows).SelectMany(row => pool.InputGradient(
                inputs[(row * pool.InputSize)..((row + 1) * pool.InputSize)], gradient[(row * pool.OutputSize)..((row + 1) * pool.OutputSize)])),
        ];
        Norms.AssertClose(expected, Norms.ToDouble<T>(model.InputGradient!), tolerance, name);
    }

    // Leaves another batch's gradients where the next ones go.
    private static void Occupy<T>(EmittedModel<T> model)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        int rows = model.Workspace.BatchSize;
        model.Network.Forward(new T[rows * model.Network.InputSize], model.Workspace);
        model.Network.Backward(Enumerable.Repeat(T.CreateChecked(7), rows * model.Network.OutputSize).ToArray(), model.Workspace);
    }

    // Multiples of 1/16 in random order, no two equal: no difference of the steps taken changes which one is the largest, and floats hold them exactly.
    private static double[] Distinct(int count, int seed)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => (i - (count / 2)) / 16.0)];
        new Random(seed).Shuffle(values);
        return values;
    }

    private static IEnumerable<PoolCase> All(bool isMax)
    {
        foreach (int channels in Channels)
        {
            yield return new(isMax, (4, 6, channels), (2, 2));
            yield return new(isMax, (5, 4, channels), (3, 3), (1, 1));
            yield return new(isMax, (5, 7, channels), (3, 2), (2, 3), [1, 1, 0, 1]);
        }

        foreach (int channels in new[] { 1, 5, 16, 18 })
        {
            yield return new(isMax, (5, 7, channels), (2, 2)); // what fills no window is left out
            yield return new(isMax, (7, 7, channels), (2, 2), (3, 3)); // gaps
            yield return new(isMax, (6, 5, channels), (3, 3), (2, 2), []); // Same, the odd one after
            yield return new(isMax, (5, 5, channels), (2, 3), (1, 2), []);
            yield return new(isMax, (6, 7, channels), (5, 4), (1, 3)); // more than are written out
            yield return new(isMax, (3, 9, channels), (3, 9)); // all of it
            yield return new(isMax, (1, 20, channels), (1, 17), (1, 3));
            yield return new(isMax, (20, 1, channels), (19, 1), (1, 1));
            yield return new(isMax, (3, 3, channels), (1, 1));
            yield return new(isMax, (4, 3, channels), (1, 1), (2, 2));
            yield return new(isMax, (2, 2, channels), (3, 3), (1, 1), [2, 1, 1, 2]);
        }
    }
}
