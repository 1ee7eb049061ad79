using Backprop.Gradients.Tests.Infrastructure;
using static System.FormattableString;

namespace Backprop.Gradients.Tests.Embeddings;

/// <summary>A table's rows come out as they are named, and gradients go back to the rows that were named.</summary>
public sealed class EmbeddingTests
{
    private const int Vocabulary = 7, Places = 4, Rows = 5;

    private static readonly int[] Widths = [1, 2, 3, 8, 15, 16, 17, 31, 33, 48];

    private static readonly Lazy<EmittedNetworks> Networks = new(() => EmittedNetworks.CompileSources(
    [
        .. Widths.SelectMany(width => new[] { ("", "Single"), ("Precision = Precision.Double", "Double") }, (width, precision) =>
            Invariant($"using Backprop; [Network({precision.Item1})] [Input({Places})] [Embedding({Vocabulary}, {width})] public sealed partial class {precision.Item2}{width};")),
    ]));

    public static TheoryData<int> AllWidths => [.. Widths];

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void RowsOfTheTableComeOut(int width)
    {
        Check(Networks.Value.Create<float>(Invariant($"Single{width}"), seed: 3), width, value => value);
        Check(Networks.Value.Create<double>(Invariant($"Double{width}"), seed: 3), width, value => value);
    }

    /// <summary>A row that is named several times gets the sum, in the order of the inputs; one that is not gets 0, whatever was there before.</summary>
    [Theory]
    [MemberData(nameof(AllWidths))]
    public void GradientsGoToTheRowsThatWereNamed(int width)
    {
        INetwork<float> network = Networks.Value.Create<float>(Invariant($"Single{width}"));
        float[] inputs = [.. Indices().Select(index => (float)index)], gradient = [.. LayerGradients.Normals(Rows * Places * width, seed: 1).Select(value => (float)value)];
        NetworkWorkspace<float> workspace = network.CreateWorkspace(Rows + 1);
        workspace.Gradients.Fill(float.NaN);
        network.Forward(inputs, workspace);
        network.Backward(gradient, workspace);

        var expected = new float[Vocabulary * width];
        for (int i = 0; i < inputs.Length; i++)
        {
            for (int unit = 0; unit < width; unit++)
            {
                expected[((int)inputs[i] * width) + unit] += gradient[(i * width) + unit];
            }
        }

        Assert.Equal(expected, workspace.Gradients.ToArray());
        Assert.All(workspace.Gradients[^width..].ToArray(), value => Assert.Equal(0, value)); // nobody named the last row
    }

    [Fact]
    public void VectorsStartAsInPyTorch()
    {
        var model = new WordsClassifier(seed: 1);
        Assert.Equal(("embedding1.weight", ParameterKind.Weight), (WordsClassifier.Layout.Parameters[0].Name, WordsClassifier.Layout.Parameters[0].Kind));
        Assert.Equal([11, 17], WordsClassifier.Layout.Parameters[0].Shape);

        double[] values = Norms.ToDouble<float>(model.Layers.Embedding1.Weight);
        double mean = values.Average(), deviation = Math.Sqrt(values.Average(value => value * value));
        Assert.InRange(mean, -0.2, 0.2);
        Assert.InRange(deviation, 0.85, 1.15);
        Assert.All(Norms.ToDouble<float>(new TwoTables(seed: 1).Layers.Small.Weight), value => Assert.InRange(Math.Abs(value), 0, Math.Sqrt(6.0 / (6 + 5))));
    }

    [Fact]
    public void GradientsAreTheDifferences()
    {
        var model = new WordsRegression(seed: 2);
        double error = LayerGradients.LargestError(model, [0, 3, 6, 2, 2, 2, 5, 3, 0, 1, 4, 2], seed: 4);
        Assert.True(error <= 1e-7, $"The gradients are off by {error}.");
    }

    [Fact]
    public void AllTablesLearn()
    {
        var model = new TwoTables(seed: 3);
        var workspace = new TwoTables.Workspace(2);
        model.ForwardBackward([0, 5, 1, 1, 2, 3, 0, 5], [1, -1, 0.5f, 2], workspace);
        Assert.All(Enumerable.Range(0, 6), word => Assert.Contains(workspace.Layers.Small.Weight.Slice(word * 5, 5).ToArray(), value => word == 4 ? value == 0 : value != 0));
        Assert.All(workspace.Layers.Embedding1.Weight[(6 * 3)..].ToArray(), value => Assert.Equal(0, value));
    }

    private static void Check<T>(INetwork<T> network, int width, Func<T, T> keep)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        int[] indices = Indices();
        T[] inputs = [.. indices.Select(T.CreateChecked)], outputs = new T[Rows * Places * width];
        T[] expected = [.. indices.SelectMany(index => network.Parameters.Slice(index * width, width).ToArray()).Select(keep)];

        Assert.Equal(expected, network.Forward(inputs, network.CreateWorkspace(Rows)).ToArray());
        network.Predict(inputs, outputs);
        Assert.Equal(expected, outputs);
    }

    // All but the last row of the table, some more often.
    private static int[] Indices() => [.. Enumerable.Range(0, Rows * Places).Select(i => i * i % (Vocabulary - 1))];
}
