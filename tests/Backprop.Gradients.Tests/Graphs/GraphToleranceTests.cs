using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;

namespace Backprop.Gradients.Tests.Graphs;

/// <summary>The tolerance of random graphs sees what is wrong, and forgives only what rounding does.</summary>
public sealed class GraphToleranceTests
{
    // The bias before the batch norm has no influence, so its gradient is what rounding leaves of zero.
    private const string Declaration =
        "[Input(3)] [Dense(4, Activation.Tanh)] [Dense(5)] [BatchNorm] [Dense(2)] [MeanSquaredError] class Net;";

    private static readonly PlainGraph Graph = new(Declaration);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_gradient_that_is_a_little_off_is_seen(bool isDouble)
    {
        GraphProblem problem = Make(isDouble);
        GraphTolerance tolerance = Tolerance(problem, isDouble);
        double off = isDouble ? 1e-10 : 1e-3;
        double[] gradients = problem.Expected.Gradients;

        Assert.True(isDouble || GraphTolerance.IsWellConditioned(problem));
        tolerance.AssertClose("the gradients", result => result.Gradients, gradients);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() =>
            tolerance.AssertClose("the gradients", result => result.Gradients, Array.ConvertAll(gradients, gradient => gradient * (1 + off))));
    }

    [Fact]
    public void What_rounding_leaves_of_zero_is_not_held_to_its_own_norm()
    {
        GraphProblem problem = Make(isDouble: false);
        Range bias = (12 + 4 + 20)..(12 + 4 + 20 + 5);

        Assert.True(Norms.Norm(problem.Expected.Gradients[bias]) < 1e-14);
        Assert.True(Norms.Norm(problem.Rounded.Gradients[bias]) is > 1e-10 and < 1e-5);
        Tolerance(problem, isDouble: false).AssertClose("the bias", result => result.Gradients[bias], problem.Rounded.Gradients[bias]);
    }

    /// <summary>A sum that cancels keeps an error of the size of its terms' rounding, whatever one run happened to leave of it; nothing larger is forgiven.</summary>
    [Fact]
    public void What_a_cancelling_sum_may_keep_follows_from_its_terms()
    {
        GraphProblem problem = Make(isDouble: false);
        Range bias = (12 + 4 + 20)..(12 + 4 + 20 + 5);
        GraphProblem lucky = problem with { Rounded = problem.Rounded with { Gradients = problem.Expected.Gradients } };
        double[] error = problem.Rounded.GradientRounding[bias];

        // Each of the six terms and sums of each bias is at most as large as the largest δ, here below 1.
        Assert.InRange(Norms.Norm(error), 1e-10, Math.ScaleB(Math.Sqrt(5 * 2 * 6), -24));
        double[] within = [.. problem.Expected.Gradients[bias].Zip(error, (value, off) => value + (9 * off))];
        double[] beyond = [.. problem.Expected.Gradients[bias].Zip(error, (value, off) => value + (11 * off))];
        Close(within, result => result.GradientRounding[bias]);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Close(beyond, result => result.GradientRounding[bias]));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Close(within, sums: null));

        void Close(double[] actual, Func<GraphInterpretation, double[]>? sums) =>
            Tolerance(lucky, isDouble: false).AssertClose("the bias", result => result.Gradients[bias], actual, floor: 0, sums);
    }

    [Fact]
    public void Rounding_to_24_bits_is_single_precision()
    {
        var random = new Random(1);
        double[] values = [0, 1, -3, .. Enumerable.Range(0, 1000).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-40, 40)))];

        Assert.Equal(values.Select(value => (double)(float)value), PlainRounding.Round(values, 24));
    }

    private static GraphProblem Make(bool isDouble) => GraphProblem.Make(Graph, TargetForm.Values, rows: 6, seed: 1, margin: 1e-3, GraphTolerance.BitsFor(isDouble));

    private static GraphTolerance Tolerance(GraphProblem problem, bool isDouble) => isDouble ? GraphTolerance.Of<double>(problem) : GraphTolerance.Of<float>(problem);
}
