using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Normalization;

/// <summary>A norm with an activation that it computes in its own loop.</summary>
[Network(Precision = Precision.Double, InputGradient = true), Input(2, 19), LayerNorm, Activation(Activation.ReLU)]
public sealed partial class FusedLayerNorm;

/// <inheritdoc cref="FusedLayerNorm"/>
[Network(Precision = Precision.Double, InputGradient = true), Input(5), RmsNorm, Activation(Activation.LeakyReLU, Slope = 0.3f)]
public sealed partial class FusedRmsNorm;

/// <inheritdoc cref="FusedLayerNorm"/>
[Network(Precision = Precision.Double, InputGradient = true), Input(3, 12), GroupNorm(4), Activation(Activation.ReLU)]
public sealed partial class FusedGroupNorm;

/// <inheritdoc cref="FusedLayerNorm"/>
[Network(Precision = Precision.Double, InputGradient = true), Input(2, 2, 9), BatchNorm, Activation(Activation.HardSigmoid)]
public sealed partial class FusedBatchNorm;

/// <summary>Norms with an activation folded in: values and gradients.</summary>
public sealed class FusedNormTests
{
    private const int Rows = 3;

    [Fact]
    public void LayerNorm() => Check(new FusedLayerNorm(), inputs => PlainNorm.Layer(inputs, 19, 1e-5, centered: true), value => Math.Max(value, 0), 0);

    [Fact]
    public void RmsNorm() => Check(new FusedRmsNorm(), inputs => PlainNorm.Layer(inputs, 5, 1e-5, centered: false), value => value > 0 ? value : 0.3 * value, 0);

    [Fact]
    public void GroupNorm() => Check(new FusedGroupNorm(), inputs => PlainNorm.Group(inputs, 3, 12, 4, 1e-5), value => Math.Max(value, 0), 0);

    [Fact]
    public void BatchNorm() => Check(new FusedBatchNorm(), inputs => PlainNorm.Group(inputs, Rows * 4, 9, 9, 1e-5), value => Math.Clamp(value + 3, 0, 6) / 6, -3, 3);

    // Weights of one, biases of zero; inputs so that no difference reaches across a kink.
    private static void Check(INetwork<double> network, Func<double[], double[]> norm, Func<double, double> activation, params double[] kinks)
    {
        double[] inputs = Enumerable.Range(0, 1000)
            .Select(seed => LayerGradients.Normals(Rows * network.InputSize, seed))
            .First(values => norm(values).All(value => kinks.All(kink => Math.Abs(value - kink) > 0.01)));
        double[] expected = [.. norm(inputs).Select(activation)];

        Norms.AssertClose(expected, network.Forward(inputs, network.CreateWorkspace(Rows)), 1e-13, "the outputs");
        Assert.InRange(expected.Count(value => value == 0), 0, expected.Length - 1);
        double error = LayerGradients.LargestError(network, inputs, seed: 13);
        Assert.True(error <= 1e-7, $"The gradients are off by {error}.");
    }
}
