using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Normalization;

/// <summary>A residual block with every norm.</summary>
[Block]
[BatchNorm(Momentum = 0.5f, Name = "batch")]
[Dense(12)]
[LayerNorm]
[Activation(Activation.Tanh)]
[GroupNorm(3)]
[Dense(12)]
[RmsNorm]
[Add("input")]
public sealed class MixedBlock;

/// <summary>The block, repeated.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(3, 12)]
[Use<MixedBlock>(Repeat = 3, Name = "body")]
[Flatten]
[Dense(2)]
[MeanSquaredError]
public sealed partial class RepeatedNorms;

/// <summary>The block with the same parameters, and the same running averages, three times.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(3, 12)]
[Use<MixedBlock>(Repeat = 3, Shared = true, Name = "body")]
[Flatten]
[Dense(2)]
[MeanSquaredError]
public sealed partial class SharedNorms;

/// <summary>Norms in blocks: each repetition has moments, gradients and running averages of its own, unless they are shared.</summary>
public sealed class MixedBlockTests
{
    private const int Rows = 4;

    [Fact]
    public void GradientsOfRepetitionsAreTheDifferences() => CheckGradients(new RepeatedNorms(seed: 1));

    [Fact]
    public void GradientsOfSharedUsesAreTheDifferences() => CheckGradients(new SharedNorms(seed: 2));

    [Fact]
    public void EachRepetitionHasRunningAveragesOfItsOwn()
    {
        var model = new RepeatedNorms(seed: 3);
        double[] inputs = LayerGradients.Normals(Rows * RepeatedNorms.InputSize, seed: 4, mean: 1), outputs = new double[Rows * 2];
        model.Forward(inputs, new RepeatedNorms.Workspace(Rows));

        Assert.Equal(
            ["body[0].batch.runningMean", "body[0].batch.runningVariance", "body[1].batch.runningMean", "body[1].batch.runningVariance", "body[2].batch.runningMean", "body[2].batch.runningVariance"],
            RepeatedNorms.StateLayout.Parameters.Select(state => state.Name));
        double[] means = [.. Enumerable.Range(0, 12).Select(channel => 0.5 * Enumerable.Range(0, Rows * 3).Average(position => inputs[(position * 12) + channel]))];
        Norms.AssertClose(means, model.State[..12], 1e-14, "the running mean of the input");
        Assert.NotEqual(model.State[..24].ToArray(), model.State[24..48].ToArray());
        Assert.NotEqual(model.State[24..48].ToArray(), model.State[48..].ToArray());

        // Inference reads each repetition's: moving the last one's moves the prediction, and moving it back restores it.
        double[] before = new double[Rows * 2];
        model.Predict(inputs, before);
        for (int start = 0; start < 72; start += 24)
        {
            model.State[start] += 1;
            model.Predict(inputs, outputs);
            Assert.NotEqual(before, outputs);
            model.State[start] -= 1;
        }
    }

    [Fact]
    public void SharedUsesUpdateTheSameAverages()
    {
        SharedNorms model = new(seed: 3);
        RepeatedNorms apart = new(seed: 4);
        double[] inputs = LayerGradients.Normals(Rows * SharedNorms.InputSize, seed: 4, mean: 1);
        int block = SharedNorms.ParameterCount - (36 * 2) - 2;
        for (int use = 0; use < 3; use++)
        {
            model.Parameters[..block].CopyTo(apart.Parameters[(use * block)..]);
        }

        model.Forward(inputs, new SharedNorms.Workspace(Rows));
        apart.Forward(inputs, new RepeatedNorms.Workspace(Rows));

        // From s, moving by a half three times: s/8 + m₁/8 + m₂/4 + m₃/2, where apart each came to s/2 + m/2.
        double[] start = [.. Enumerable.Repeat(0.0, 12), .. Enumerable.Repeat(1.0, 12)], states = apart.State.ToArray();
        double[] expected = [.. start.Select((s, i) => (s / 8) + ((states[i] - (s / 2)) / 4) + ((states[24 + i] - (s / 2)) / 2) + states[48 + i] - (s / 2))];
        Norms.AssertClose(expected, model.State, 1e-13, "the running averages");
    }

    private static void CheckGradients(INetwork<double> model)
    {
        double error = LayerGradients.LargestError(model, LayerGradients.Normals(Rows * model.InputSize, seed: 5), seed: 6);
        Assert.True(error <= 1e-7, $"The gradients are off by {error}.");
    }
}
