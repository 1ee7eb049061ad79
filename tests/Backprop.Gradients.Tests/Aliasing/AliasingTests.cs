namespace Backprop.Gradients.Tests.Aliasing;

/// <summary>Spans that lie in each other's memory, or in the workspace: the right numbers, or a refusal.</summary>
public sealed class AliasingTests
{
    private const int Rows = 9;

    [Fact]
    public void The_output_may_be_its_own_gradient()
    {
        var model = new EnergyNetwork(seed: 1);
        var workspace = new EnergyNetwork.Workspace(Rows);
        float[] inputs = Values(Rows * 5);
        float[] copy = model.Forward(inputs, workspace).ToArray();
        model.Backward(copy, workspace);
        float[] expected = workspace.Gradients.ToArray(), expectedInputs = workspace.InputGradient.ToArray();

        model.Backward(model.Forward(inputs, workspace), workspace);

        Assert.Equal(expected, workspace.Gradients.ToArray());
        Assert.Equal(expectedInputs, workspace.InputGradient.ToArray());
    }

    [Fact]
    public void An_output_gradient_in_the_input_gradient_is_refused()
    {
        var model = new RollOutWithoutLoss(seed: 1);
        var workspace = new RollOutWithoutLoss.Workspace(Rows);
        model.Backward(model.Forward(Values(Rows * 8), workspace), workspace);
        model.Forward(Values(Rows * 8), workspace);
        Assert.Throws<ArgumentException>("outputGradient", () => model.Backward(workspace.InputGradient, workspace));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_came_out_may_go_in(bool inputGradient)
    {
        var model = new RollOutNetwork(seed: 2);
        var workspace = new RollOutNetwork.Workspace(Rows);
        float[] inputs = Values(Rows * 8), targets = Values(Rows * 8);
        model.ForwardBackward(inputs, targets, workspace);
        ReadOnlySpan<float> inside = inputGradient ? workspace.InputGradient : model.Forward(inputs, workspace);
        float[] copy = inside.ToArray();

        var fresh = new RollOutNetwork.Workspace(Rows);
        float expected = model.ForwardBackward(copy, targets, fresh);
        float loss = model.ForwardBackward(inside, targets, workspace);

        Assert.Equal(expected, loss);
        Assert.Equal(fresh.Gradients.ToArray(), workspace.Gradients.ToArray());
        Assert.Equal(fresh.InputGradient.ToArray(), workspace.InputGradient.ToArray());
    }

    [Fact]
    public void The_input_gradient_outlives_the_next_forward()
    {
        var model = new RollOutNetwork(seed: 3);
        var workspace = new RollOutNetwork.Workspace(Rows);
        model.ForwardBackward(Values(Rows * 8), Values(Rows * 8), workspace);
        float[] before = workspace.InputGradient.ToArray();
        model.Forward(Values(Rows * 8), workspace);
        Assert.Equal(before, workspace.InputGradient.ToArray());
    }

    [Fact]
    public void Outputs_in_the_memory_of_inputs_are_refused()
    {
        var model = new RollOutNetwork(seed: 4);
        float[] values = Values(Rows * 8), before = [.. values];
        Assert.Throws<ArgumentException>("outputs", () => model.Predict(values, values));
        Assert.Equal(before, values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(49)]
    [InlineData(100)]
    public void A_prediction_keeps_the_weights_of_all_narrow_layers(int rows)
    {
        var model = new HourglassNetwork(seed: 5);
        var workspace = new HourglassNetwork.Workspace(rows);
        float[] inputs = Values(rows * 20), outputs = new float[rows * 3];
        model.Predict(inputs, outputs);
        Assert.Equal(model.Forward(inputs, workspace).ToArray(), outputs);
    }

    private static float[] Values(int count)
    {
        var source = new CounterRandom(seed: 11, RandomStreams.User);
        return [.. Enumerable.Range(0, count).Select(i => (float)source.Normal(i))];
    }
}
