namespace Backprop.Gradients.Tests.Branches;

/// <summary>Where values fork, gradients are summed: all gradients against central differences in double.</summary>
public sealed class BranchTests
{
    private const int Rows = 7;
    private const double Step = 1e-5;

    [Fact]
    public void Residual_connections() => Check(new ResidualNetwork(seed: 1), Values(Rows * 2));

    [Fact]
    public void Forks_of_three_and_a_value_added_to_itself() => Check(new ForkedNetwork(seed: 2), Probabilities(Rows, 3));

    [Fact]
    public void Gates_and_concatenation() => Check(new GatedNetwork(seed: 3), Probabilities(Rows, 2)[..Rows]);

    [Fact]
    public void A_shared_value_without_a_loss() => Check(new SharedNetwork(seed: 4), Values(Rows * 22));

    [Fact]
    public void A_residual_connection_adds_what_it_says()
    {
        var model = new ForkedNetwork(seed: 5);
        var workspace = new ForkedNetwork.Workspace(1);
        model.Parameters.Clear();
        model.Layers.Dense1.Bias.Fill(2);
        model.Layers.Dense2.Weight[0] = 1; // the first output is the first value of the last sum

        // gelu(2)·2·x + x + x at x = 3.
        double[] inputs = [3, 0, 0, 0, 0, 0, 0, 0];
        double gelu = 2 * 0.9772498680518208; // 2·Φ(2)
        Assert.Equal((gelu * 2 * 3) + 6, model.Forward(inputs, workspace)[0], 1e-12);
    }

    private static void Check(INetwork<double> model, double[] targets)
    {
        double[] inputs = Values(Rows * model.InputSize);
        NetworkWorkspace<double> workspace = model.CreateWorkspace(Rows);
        Loss(model, workspace, inputs, targets);
        double[] parameterGradient = workspace.Gradients.ToArray(), inputGradient = InputGradient(workspace);

        Compare(model.Parameters.ToArray(), parameterGradient, point =>
        {
            double[] before = model.Parameters.ToArray();
            point.CopyTo(model.Parameters);
            double loss = Loss(model, workspace, inputs, targets);
            before.CopyTo(model.Parameters);
            return loss;
        });
        Compare(inputs, inputGradient, point => Loss(model, workspace, point, targets));

        double[] predicted = new double[Rows * model.OutputSize];
        model.Predict(inputs, predicted);
        Assert.Equal(predicted.Length, model.Forward(inputs, workspace).Length);
    }

    // Relative to the largest entry of the gradient.
    private static void Compare(double[] point, double[] gradient, Func<double[], double> loss)
    {
        double largest = gradient.Max(Math.Abs);
        Assert.True(largest > 1e-3);
        for (int i = 0; i < point.Length; i++)
        {
            double[] left = [.. point], right = [.. point];
            left[i] -= Step;
            right[i] += Step;
            Assert.Equal((loss(right) - loss(left)) / (2 * Step), gradient[i], 1e-7 * largest);
        }
    }

    // Without a loss, the targets are the weights of a linear one.
    private static double Loss(INetwork<double> model, NetworkWorkspace<double> workspace, double[] inputs, double[] targets)
    {
        if (model.Targets != TargetKind.None)
        {
            return model.ForwardBackward(inputs, targets, workspace);
        }

        double loss = 0;
        ReadOnlySpan<double> outputs = model.Forward(inputs, workspace);
        for (int i = 0; i < outputs.Length; i++)
        {
            loss += outputs[i] * targets[i];
        }

        model.Backward(targets, workspace);
        return loss;
    }

    private static double[] InputGradient(NetworkWorkspace<double> workspace) => workspace switch
    {
        ResidualNetwork.Workspace residual => residual.InputGradient.ToArray(),
        ForkedNetwork.Workspace forked => forked.InputGradient.ToArray(),
        GatedNetwork.Workspace gated => gated.InputGradient.ToArray(),
        SharedNetwork.Workspace shared => shared.InputGradient.ToArray(),
        _ => throw new ArgumentException($"No input gradient in {workspace.GetType()}."),
    };

    private static double[] Values(int count)
    {
        var source = new CounterRandom(seed: 7, RandomStreams.User);
        return [.. Enumerable.Range(0, count).Select(i => source.Normal(i))];
    }

    private static double[] Probabilities(int rows, int width)
    {
        var source = new CounterRandom(seed: 8, RandomStreams.User);
        double[] values = [.. Enumerable.Range(0, rows * width).Select(i => source.Uniform(i))];
        for (int row = 0; row < rows; row++)
        {
            double sum = values.AsSpan(row * width, width).ToArray().Sum();
            for (int i = 0; i < width; i++)
            {
                values[(row * width) + i] /= sum;
            }
        }

        return values;
    }
}
