using System.Text.Json;
using Backprop.Gradients.Tests.Networks;

namespace Backprop.Gradients.Tests.Textbook;

/// <summary>The two-layer example that the textbook works out by hand, to the digits it prints: x = (1, −0.5, 0.3), y = 1.5, ReLU, (z₂ − y)², no biases.
/// Its weights are NumPy's: worked_example.py makes them.</summary>
public sealed class WorkedExampleTests
{
    private static readonly double[] X = [1.0, -0.5, 0.3];
    private static readonly double[] Y = [1.5];
    private static readonly double[] Hidden = [0.92879757, 0.50696542, 0.49740068, 0.38742938];
    private static readonly double[] OutputWeightGradient = [-1.74745077, -0.95381076, -0.93581555, -0.72891424];
    private static readonly double[] HiddenDelta = [-0.71591271, -0.11446041, -0.41754478, -0.31388942];

    /// <summary>∂L/∂W1 = δ₁·xᵀ, a row for each unit.</summary>
    private static readonly double[][] HiddenWeightGradient =
    [
        [-0.71591271, 0.35795635, -0.21477381],
        [-0.11446041, 0.05723021, -0.03433812],
        [-0.41754478, 0.20877239, -0.12526343],
        [-0.31388942, 0.15694471, -0.09416683],
    ];

    private readonly double[][] w1;
    private readonly double[] w2;

    public WorkedExampleTests()
    {
        using JsonDocument weights = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "worked_example.json")));
        w1 = weights.RootElement.GetProperty("W1").Deserialize<double[][]>()!;
        w2 = weights.RootElement.GetProperty("w2").Deserialize<double[]>()!;
    }

    [Fact]
    public void TheHiddenLayerIsThePrintedOne()
    {
        var model = new WorkedExampleHidden();
        SetHidden(model.Layers.Hidden.Weight);

        AssertDigits(Hidden, model.Forward(X, new WorkedExampleHidden.Workspace(batchSize: 1)), 8);
    }

    [Fact]
    public void LossAndGradientsAreThePrintedOnes()
    {
        var model = new WorkedExample();
        var workspace = new WorkedExample.Workspace(batchSize: 1);
        SetHidden(model.Layers.Hidden.Weight);
        w2.CopyTo(model.Layers.Output.Weight);

        AssertDigits([0.5593], model.Forward(X, workspace), 4);
        AssertDigits([0.8849], [model.Loss(Y, workspace)], 4);
        model.Backward(workspace);
        AssertDigits([-1.8814], workspace.Layers.Output.Bias, 4);
        AssertDigits(OutputWeightGradient, workspace.Layers.Output.Weight, 8);
        AssertDigits(HiddenDelta, workspace.Layers.Hidden.Bias, 8);
        AssertDigits(HiddenWeightGradient.SelectMany(row => row).ToArray(), Transposed(workspace.Layers.Hidden.Weight), 8);
    }

    /// <summary>Single precision has about seven digits.</summary>
    [Fact]
    public void SinglePrecisionComesClose()
    {
        var model = new WorkedExampleSingle();
        var workspace = new WorkedExampleSingle.Workspace(batchSize: 1);
        for (int i = 0; i < 12; i++)
        {
            model.Layers.Hidden.Weight[i] = (float)w1[i % 4][i / 4];
        }

        Array.ConvertAll(w2, value => (float)value).CopyTo(model.Layers.Output.Weight);

        Assert.Equal(0.8849, model.ForwardBackward([1.0f, -0.5f, 0.3f], [1.5f], workspace), 0.00005);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(OutputWeightGradient[i], workspace.Layers.Output.Weight[i], 1e-6);
            Assert.Equal(HiddenDelta[i], workspace.Layers.Hidden.Bias[i], 1e-6);
        }
    }

    // The textbook's W1 is [units × inputs], ours [inputs × units].
    private void SetHidden(Span<double> weight)
    {
        for (int i = 0; i < 12; i++)
        {
            weight[i] = w1[i % 4][i / 4];
        }
    }

    private static double[] Transposed(ReadOnlySpan<double> weight)
    {
        var result = new double[12];
        for (int i = 0; i < 12; i++)
        {
            result[(i % 4 * 3) + (i / 4)] = weight[i];
        }

        return result;
    }

    private static void AssertDigits(double[] printed, ReadOnlySpan<double> actual, int digits)
    {
        Assert.Equal(printed.Length, actual.Length);
        for (int i = 0; i < printed.Length; i++)
        {
            Assert.InRange(actual[i] - printed[i], -0.500001 * Math.Pow(10, -digits), 0.500001 * Math.Pow(10, -digits));
        }
    }
}
