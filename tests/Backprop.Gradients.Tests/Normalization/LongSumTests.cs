using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Normalization;

/// <summary>One row of many values, normalised as a whole.</summary>
[Network(InputGradient = true), Input(70001), LayerNorm]
public sealed partial class LongLayerNorm;

/// <inheritdoc cref="LongLayerNorm"/>
[Network(InputGradient = true), Input(70001), RmsNorm]
public sealed partial class LongRmsNorm;

/// <summary>Many positions of few channels.</summary>
[Network(InputGradient = true), Input(30011, 2), GroupNorm(1)]
public sealed partial class LongGroupNorm;

/// <summary>Many channels, all in one group.</summary>
[Network(InputGradient = true), Input(2, 40001), GroupNorm(1)]
public sealed partial class WideGroupNorm;

/// <summary>Rows of a few values, of which there can be many.</summary>
[Network, Input(3), LayerNorm]
public sealed partial class ManyRowsLayerNorm;

/// <inheritdoc cref="ManyRowsLayerNorm"/>
[Network, Input(3), GroupNorm(1)]
public sealed partial class ManyRowsGroupNorm;

/// <summary>Many positions, over a batch.</summary>
[Network(InputGradient = true), Input(60, 50, 3), BatchNorm]
public sealed partial class LongBatchNorm;

/// <summary>Sums of tens of thousands of terms in single precision, which are made block by block: as exact as short ones.</summary>
public sealed class LongSumTests
{
    private const double Tolerance = 2e-6;

    [Fact]
    public void OfARow() => Check(new LongLayerNorm(seed: 1), new LongLayerNorm.Workspace(1), workspace => workspace.InputGradient.ToArray(), isCentered: true);

    [Fact]
    public void OfARowThatIsNotCentered() => Check(new LongRmsNorm(seed: 1), new LongRmsNorm.Workspace(1), workspace => workspace.InputGradient.ToArray(), isCentered: false);

    [Fact]
    public void OverPositions() => Check(new LongGroupNorm(seed: 1), new LongGroupNorm.Workspace(1), workspace => workspace.InputGradient.ToArray(), isCentered: true);

    [Fact]
    public void OverChannels() => Check(new WideGroupNorm(seed: 1), new WideGroupNorm.Workspace(1), workspace => workspace.InputGradient.ToArray(), isCentered: true);

    [Fact]
    public void OverRows()
    {
        CheckRows(new ManyRowsLayerNorm(seed: 1));
        CheckRows(new ManyRowsGroupNorm(seed: 1));
    }

    /// <summary>27,000 values a channel, their mean a thousand times their deviation.</summary>
    [Fact]
    public void OverTheBatch()
    {
        const int Rows = 9, Positions = 3000;
        var model = new LongBatchNorm(seed: 1);
        var workspace = new LongBatchNorm.Workspace(Rows);
        float[] inputs = [.. LayerGradients.Normals(Rows * Positions * 3, seed: 1, mean: 1000).Select(value => (float)value)];
        float[] gradient = [.. LayerGradients.Normals(inputs.Length, seed: 2, mean: 1).Zip(inputs, (d, x) => (float)(d + (x - 1000)))];
        double[] exact = Norms.ToDouble<float>(inputs), normalized = PlainNorm.Group(exact, Rows * Positions, 3, 3, 1e-5);

        float[] outputs = model.Forward(inputs, workspace).ToArray();
        model.Backward(gradient, workspace);

        // The mean's last bit is 2⁻¹⁴.
        Assert.All(outputs.Zip(normalized), pair => Assert.Equal(pair.Second, pair.First, 1.0 / 16384));
        for (int channel = 0; channel < 3; channel++)
        {
            int[] own = [.. Enumerable.Range(0, Rows * Positions).Select(position => (position * 3) + channel)];
            double[] expected = PlainNorm.InputGradient([.. own.Select(i => exact[i])], [.. own.Select(i => (double)gradient[i])], 1e-5, centered: true);
            Norms.AssertClose(expected, [.. own.Select(i => (double)workspace.InputGradient[i])], 1e-4, "the input gradient");
            Assert.Equal(own.Sum(i => normalized[i] * gradient[i]), workspace.Gradients[channel], 1e-4 * own.Length);
            Assert.Equal(own.Sum(i => (double)gradient[i]), workspace.Gradients[3 + channel], 1e-6 * own.Length);
        }
    }

    // Weights of one, biases of zero: y is x̂, and g is ∂L/∂y.
    private static void Check<TWorkspace>(INetwork<float> network, TWorkspace workspace, Func<TWorkspace, float[]> inputGradient, bool isCentered)
        where TWorkspace : NetworkWorkspace<float>
    {
        float[] inputs = Singles(network.InputSize, seed: 1, mean: 3), gradient = Singles(network.InputSize, seed: 2, mean: 1);
        double[] exact = Norms.ToDouble<float>(inputs);

        float[] outputs = network.Forward(inputs, workspace).ToArray();
        network.Backward(gradient, workspace);

        Norms.AssertClose(PlainNorm.Layer(exact, exact.Length, 1e-5, isCentered), Norms.ToDouble<float>(outputs), Tolerance, "the outputs");
        Norms.AssertClose(PlainNorm.InputGradient(exact, Norms.ToDouble<float>(gradient), 1e-5, isCentered), Norms.ToDouble<float>(inputGradient(workspace)), Tolerance, "the input gradient");
    }

    private static void CheckRows(INetwork<float> network)
    {
        const int Rows = 20011;
        float[] inputs = Singles(Rows * 3, seed: 3, mean: 1), gradient = [.. Singles(Rows * 3, seed: 4, mean: 0.5).Zip(inputs, (d, x) => d + x)];
        NetworkWorkspace<float> workspace = network.CreateWorkspace(Rows);
        network.Forward(inputs, workspace);
        network.Backward(gradient, workspace);

        double[] normalized = PlainNorm.Layer(Norms.ToDouble<float>(inputs), 3, 1e-5, centered: true);
        double[] expected = [.. Enumerable.Range(0, 3).Select(unit => Enumerable.Range(0, Rows).Sum(row => normalized[(row * 3) + unit] * gradient[(row * 3) + unit]))];
        Norms.AssertClose(expected, Norms.ToDouble<float>(workspace.Gradients[..3]), Tolerance, "the gradient of the weight");
    }

    private static float[] Singles(int count, int seed, double mean) => [.. LayerGradients.Normals(count, seed, mean).Select(value => (float)value)];
}
