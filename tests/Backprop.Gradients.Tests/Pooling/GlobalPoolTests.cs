using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Pooling;

/// <summary>A pool over an image of odd sizes, within a network.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5, 3, 4)]
[Dense(19, Activation.Tanh)]
[MaxPool2D(2, 1, Padding = Padding.Same)]
[AveragePool2D(2, Stride = 1)]
[GlobalAveragePool]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class PoolNetwork;

/// <summary>A sequence.</summary>
[Network(Precision = Precision.Double, InputGradient = true), Input(7, 9), GlobalAveragePool]
public sealed partial class SequencePool;

/// <summary>More dimensions than an image's.</summary>
[Network(InputGradient = true), Input(2, 3, 2, 17), GlobalAveragePool]
public sealed partial class ManyDimensionsPool;

/// <summary>Many positions.</summary>
[Network(InputGradient = true), Input(40000, 3), GlobalAveragePool]
public sealed partial class LongPool;

/// <summary>Windows of many values, in lines of many.</summary>
[Network(InputGradient = true), Input(30, 2000, 2), AveragePool2D(29, 1999, Stride = 1)]
public sealed partial class WidePool;

/// <summary>Pools over all positions, and pools within networks.</summary>
public sealed class GlobalPoolTests
{
    [Fact]
    public void GradientsWithinANetworkAreTheDifferences()
    {
        var model = new PoolNetwork(seed: 1);
        double[] inputs = LayerGradients.Normals(3 * PoolNetwork.InputSize, seed: 2);
        double[] targets = [0.2, 0.3, 0.5, 1, 0, 0, 0, 0.5, 0.5];
        var workspace = new PoolNetwork.Workspace(3);
        model.ForwardBackward(inputs, targets, workspace);
        double[] gradient = workspace.InputGradient.ToArray(), weights = workspace.Gradients.ToArray();
        const double Step = 1e-5;
        for (int i = 0; i < inputs.Length; i += 3)
        {
            double at = inputs[i];
            inputs[i] = at + Step;
            double above = model.ForwardBackward(inputs, targets, workspace);
            inputs[i] = at - Step;
            double below = model.ForwardBackward(inputs, targets, workspace);
            inputs[i] = at;
            Assert.Equal((above - below) / (2 * Step), gradient[i], 1e-8);
        }

        for (int i = 0; i < weights.Length; i += 5)
        {
            double at = model.Parameters[i];
            model.Parameters[i] = at + Step;
            double above = model.ForwardBackward(inputs, targets, workspace);
            model.Parameters[i] = at - Step;
            double below = model.ForwardBackward(inputs, targets, workspace);
            model.Parameters[i] = at;
            Assert.Equal((above - below) / (2 * Step), weights[i], 1e-8);
        }
    }

    [Fact]
    public void ASequenceBecomesItsMean()
    {
        var model = new SequencePool();
        double[] inputs = LayerGradients.Normals(2 * 63, seed: 3);

        double[] outputs = model.Forward(inputs, new SequencePool.Workspace(2)).ToArray();

        Assert.Equal(9, SequencePool.OutputSize);
        for (int i = 0; i < 18; i++)
        {
            Assert.Equal(Enumerable.Range(0, 7).Average(position => inputs[(i / 9 * 63) + (position * 9) + (i % 9)]), outputs[i], 1e-14);
        }

        double error = LayerGradients.LargestError(model, inputs, seed: 4);
        Assert.True(error <= 1e-7, $"The gradients are off by {error}.");
    }

    [Fact]
    public void AnyDimensionsBeforeTheChannelsArePositions()
    {
        var model = new ManyDimensionsPool();
        float[] inputs = [.. Enumerable.Range(0, 12 * 17).Select(i => (float)(i / 17))];
        float[] outputs = model.Forward(inputs, new ManyDimensionsPool.Workspace(1)).ToArray();
        Assert.Equal(Enumerable.Repeat(5.5f, 17), outputs);
    }

    /// <summary>Equal terms round all the same way, the worst case: sums of n terms in blocks of 1,024 are off by at most (1,024 + n/1,024)·2⁻²⁴, whatever n.</summary>
    [Fact]
    public void MeansOfManyValuesAreMadeBlockByBlock()
    {
        CheckMeans(new LongPool(), new LongPool.Workspace(1), 3, workspace => workspace.InputGradient.ToArray(), 40000);
        CheckMeans(new WidePool(), new WidePool.Workspace(1), 8, workspace => workspace.InputGradient.ToArray(), 29 * 1999);
    }

    private static void CheckMeans<TWorkspace>(INetwork<float> network, TWorkspace workspace, int outputs, Func<TWorkspace, float[]> inputGradient, int count)
        where TWorkspace : NetworkWorkspace<float>
    {
        float[] inputs = new float[network.InputSize];
        Array.Fill(inputs, 0.1f);
        Assert.Equal(outputs, network.OutputSize);
        double bound = (1024 + (count / 1024.0)) / 16777216;
        Assert.All(network.Forward(inputs, workspace).ToArray(), output => Assert.InRange(output, 0.1 * (1 - bound), 0.1 * (1 + bound)));

        float[] gradient = new float[outputs];
        Array.Fill(gradient, 1f);
        network.Backward(gradient, workspace);
        Assert.Equal(outputs, inputGradient(workspace).Sum(value => (double)value), 1e-5);
        Assert.Equal(1f / count, inputGradient(workspace)[0], 1e-12f);
    }
}
