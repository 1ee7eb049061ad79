using System.Numerics;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;

namespace Backprop.Gradients.Tests.Stability;

/// <summary>Cross-entropies and predictions at logits of ±10,000. The networks are one layer with the identity for weights, so that logits and their gradients
/// are the inputs and theirs. Expected values are the formulas in double, shifted by the largest logit: their largest terms are exact.</summary>
public sealed class ExtremeLogitTests
{
    private static readonly int[] Widths = [3, 17, 32];
    private static readonly LossChoice[] Losses = [new(LossChoice.SoftmaxCrossEntropy), new(LossChoice.SoftmaxCrossEntropy, 0.1f), new(LossChoice.BinaryCrossEntropy)];

    private static readonly NetworkChoice[] Choices =
    [
        .. Losses.SelectMany(_ => Widths, (loss, width) => new NetworkChoice(width, [LayerChoice.Dense(width, useBias: false)], loss, IsDouble: false)),
        .. Losses.Select(loss => new NetworkChoice(9, [LayerChoice.Dense(9, useBias: false)], loss)),
    ];

    private static readonly Lazy<EmittedNetworks> Networks = new(() => EmittedNetworks.Compile(Choices));

    /// <summary>The logits of a row by a pattern's name.</summary>
    private static readonly Dictionary<string, Func<int, double>> Patterns = new()
    {
        ["all at the top"] = _ => 1e4,
        ["all at the bottom"] = _ => -1e4,
        ["one at the top"] = i => i == 1 ? 1e4 : -1e4,
        ["one at the bottom"] = i => i == 1 ? -1e4 : 1e4,
        ["close together at the top"] = i => 1e4 - (0.5 * (i % 3)),
        ["close together at the bottom"] = i => -1e4 + (0.5 * (i % 4)),
        ["spread"] = i => 1e4 - (2e4 * (i % 5) / 4),
        ["beside zeros"] = i => i == 0 ? 1e4 : i == 2 ? -1e4 : 0,
    };

    public static MatrixTheoryData<int, string> Cases => new(Enumerable.Range(0, Choices.Length), Patterns.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void LossAndGradientAreRight(int index, string pattern)
    {
        NetworkChoice choice = Choices[index];
        foreach (TargetForm form in choice.Loss!.Name == LossChoice.BinaryCrossEntropy ? new[] { TargetForm.Values } : [TargetForm.Labels, TargetForm.Probabilities])
        {
            Problem problem = Make(choice, pattern, form);
            if (choice.IsDouble)
            {
                Check(choice, problem, Networks.Value.Create<double>(index));
            }
            else
            {
                Check(choice, problem, Networks.Value.Create<float>(index));
            }
        }
    }

    private static void Check<T>(NetworkChoice choice, Problem problem, INetwork<T> network)
        where T : unmanaged, INumber<T>
    {
        var model = new EmittedModel<T>(network, problem);
        (double loss, double[] delta) = PlainLoss.Evaluate(choice.Loss, problem.Inputs, problem);
        double[] prediction = PlainLoss.Prediction(choice.Loss, problem.Inputs, choice.Outputs);

        double actual = model.EvaluateWithGradients();

        Assert.True(double.IsFinite(actual), $"The loss is {actual}.");
        Assert.True(Math.Abs(actual - loss) <= 1e-6 * Math.Abs(loss), $"The loss is {actual} instead of {loss}.");
        AssertEach(delta, Norms.ToDouble<T>(model.InputGradient), 1e-6 / problem.Rows);
        AssertEach(prediction, Norms.ToDouble<T>(model.Predict(problem.Rows)), 1e-6);
    }

    /// <summary>As many rows as classes (and a few more), the targets different in each.</summary>
    private static Problem Make(NetworkChoice choice, string pattern, TargetForm form)
    {
        int width = choice.Outputs, rows = width + 2;
        var weights = new double[width * width];
        for (int i = 0; i < width; i++)
        {
            weights[(i * width) + i] = 1;
        }

        double[] logits = [.. Enumerable.Range(0, rows * width).Select(i => Patterns[pattern](i % width))];
        int[]? labels = form == TargetForm.Labels ? [.. Enumerable.Range(0, rows).Select(row => row % width)] : null;
        double[]? values = form switch
        {
            TargetForm.Probabilities => [.. Enumerable.Range(0, rows * width).Select(i => i % width == i / width % width ? 0.75 : i % width == (i + width) / width % width ? 0.25 : 0)],
            TargetForm.Values => [.. Enumerable.Range(0, rows * width).Select(i => (i + (i / width)) % 3 / 2.0)],
            _ => null,
        };
        return new Problem(rows, weights, logits, labels, values);
    }

    private static void AssertEach(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected, (value, i) => Assert.Equal(value, actual[i], tolerance));
    }
}
