using Backprop.Gradients.Tests.Networks;

namespace Backprop.Gradients.Tests.Blocks;

/// <summary>Blocks compute what their layers would, bit for bit.</summary>
public sealed class BlockTests
{
    private const int Rows = 9;

    [Fact]
    public void ARepeatedBlockIsItsLayersInARow()
    {
        var blocks = new Repeated(seed: 4);
        var layers = new WrittenOut(seed: 4);
        Assert.Equal(layers.Parameters, blocks.Parameters);

        AssertSame(blocks, layers, preferLabels: true);
    }

    [Fact]
    public void NestedBlocksAreTheirLayersInARow()
    {
        var blocks = new Nested(seed: 4);
        var layers = new NestedWrittenOut(seed: 4);
        Assert.Equal(layers.Parameters, blocks.Parameters);
        var ours = new Nested.Workspace(Rows) { Seed = 5, Step = 6 };
        var theirs = new NestedWrittenOut.Workspace(Rows) { Seed = 5, Step = 6 };
        var data = new NetworkData<float>(blocks, Rows, seed: 1);

        Assert.Equal(layers.Forward(data.Inputs, theirs), blocks.Forward(data.Inputs, ours));
        layers.Backward(data.Targets, theirs);
        blocks.Backward(data.Targets, ours);
        Assert.Equal(theirs.Gradients, ours.Gradients);
        Assert.Equal(theirs.InputGradient, ours.InputGradient);
        AssertSamePredictions(blocks, layers, data.Inputs);
    }

    [Fact]
    public void ParametersAreNamedByTheirPath()
    {
        Assert.Equal(
            ["stem.weight", "stem.bias", "body[0].dense1.weight", "body[0].dense1.bias", "body[0].out.weight", "body[0].out.bias", "body[1].dense1.weight"],
            Repeated.Layout.Parameters.Take(7).Select(parameter => parameter.Name));
        Assert.Equal(Repeated.ParameterCount, Repeated.Layout.Count);
        Assert.Equal(["body.dense1.weight", "body.dense1.bias", "body.out.weight", "body.out.bias", "between.weight", "between.bias"], SharedBlocks.Layout.Parameters.Select(parameter => parameter.Name));
        Assert.Contains(Nested.Layout.Parameters, parameter => parameter.Name == "stages[1].inner[2].out.bias");
        Assert.Equal("last.out.bias", Nested.Layout.Parameters[^1].Name);
        Assert.Equal(NestedWrittenOut.Layout.Parameters.Select(parameter => (parameter.Offset, parameter.Length, parameter.Kind)), Nested.Layout.Parameters.Select(parameter => (parameter.Offset, parameter.Length, parameter.Kind)));
    }

    [Fact]
    public void ViewsShowTheParametersOfEachRepetition()
    {
        var model = new Nested(seed: 1);
        foreach (ParameterInfo parameter in Nested.Layout.Parameters)
        {
            model.Parameters.Slice(parameter.Offset, parameter.Length).Fill(parameter.Offset);
        }

        Assert.Equal(2, model.Layers.Stages.Count);
        for (int stage = 0; stage < 2; stage++)
        {
            for (int inner = 0; inner < 3; inner++)
            {
                ParameterInfo named = Nested.Layout.Parameters.Single(parameter => parameter.Name == $"stages[{stage}].inner[{inner}].dense1.weight");
                Span<float> view = model.Layers.Stages[stage].Inner[inner].Dense1.Weight;
                Assert.Equal((named.Offset, named.Length), ((int)view[0], view.Length));
            }
        }

        Assert.Equal(12 * 12, model.Layers.Stages[1].Dense1.Weight.Length);
        Assert.Equal(Nested.Layout.Parameters[^1].Offset, model.Layers.Last.Out.Bias[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Nested().Layers.Stages[2].Dense1.Weight.Length);
    }

    [Fact]
    public void SharedParametersGetTheSumOfTheirGradients()
    {
        var model = new SharedBlocks(seed: 2);
        var workspace = new SharedBlocks.Workspace(Rows);
        var data = new NetworkData<double>(model, Rows, seed: 3);
        double loss = model.ForwardBackward(data.Inputs, data.Targets, workspace);
        double[] gradients = workspace.Gradients.ToArray();
        Assert.Equal((12 * 20) + 20 + (20 * 12) + 12 + (12 * 12) + 12, SharedBlocks.ParameterCount);

        for (int i = 0; i < gradients.Length; i += 5)
        {
            const double Step = 1e-5;
            double value = model.Parameters[i];
            model.Parameters[i] = value + Step;
            double above = model.ForwardBackward(data.Inputs, data.Targets, workspace);
            model.Parameters[i] = value - Step;
            double below = model.ForwardBackward(data.Inputs, data.Targets, workspace);
            model.Parameters[i] = value;
            Assert.Equal(gradients[i], (above - below) / (2 * Step), 1e-8);
        }

        Assert.Equal(loss, model.ForwardBackward(data.Inputs, data.Targets, workspace));
    }

    [Fact]
    public void TheLayerThatIsNotFiniteIsNamedByItsPath()
    {
        var model = new Nested(seed: 1);
        INetwork<float> network = model;
        NetworkWorkspace<float> workspace = network.CreateWorkspace(2);
        model.Layers.Stages[1].Inner[1].Out.Bias[3] = float.NaN;
        network.Forward(new float[24], workspace);

        Assert.Equal("Stages[1].Inner[1].Out", network.FindNonFiniteLayer(workspace));
    }

    private static void AssertSame(INetwork<double> blocks, INetwork<double> layers, bool preferLabels)
    {
        var data = new NetworkData<double>(blocks, Rows, seed: 1);
        NetworkWorkspace<double> ours = blocks.CreateWorkspace(Rows), theirs = layers.CreateWorkspace(Rows);

        Assert.Equal(layers.Forward(data.Inputs, theirs), blocks.Forward(data.Inputs, ours));
        Assert.Equal(data.ForwardBackward(layers, theirs, preferLabels), data.ForwardBackward(blocks, ours, preferLabels));
        Assert.Equal(theirs.Gradients, ours.Gradients);
        AssertSamePredictions(blocks, layers, data.Inputs);
    }

    private static void AssertSamePredictions<T>(INetwork<T> blocks, INetwork<T> layers, T[] inputs)
        where T : unmanaged
    {
        T[] ours = new T[Rows * blocks.OutputSize], theirs = new T[Rows * blocks.OutputSize];
        blocks.Predict(inputs, ours);
        layers.Predict(inputs, theirs);
        Assert.Equal(theirs, ours);
    }
}
