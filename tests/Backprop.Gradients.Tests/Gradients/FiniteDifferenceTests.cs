using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;

namespace Backprop.Gradients.Tests.Gradients;

/// <summary>Every activation with every loss that the library declares, with and without biases, fused and as layers of their own.</summary>
public sealed class FiniteDifferenceTests
{
    /// <summary>All pairs by number; the name is for the reader.</summary>
    public static TheoryData<int, string> Pairs => [.. GradientCatalog.Pairs.Select((pair, index) => (index, GradientCatalog.Name(pair)))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void GradientsAreTheDifferences(int pair, string name)
    {
        (NetworkChoice choice, INetwork<double> network) = GradientCatalog.Instance.Get(pair);
        foreach (Problem problem in Make(choice, network, pair))
        {
            double error = FiniteDifferences.LargestError(choice, network, problem);

            Assert.True(error <= FiniteDifferences.Tolerance, $"{name}: {choice} is off by {error}{(problem.Labels is null ? "" : " with labels")}.");
        }
    }

    /// <summary>What is not tested right before a loss is what nobody can declare there; it is tested inside the network.</summary>
    [Fact]
    public void OnlyAnActivationAppliedTwiceIsRefused()
    {
        Assert.Equal(
            ["Sigmoid × [BinaryCrossEntropy]", "Softmax × [BinaryCrossEntropy]", "Softmax × [SoftmaxCrossEntropy]"],
            GradientCatalog.Instance.Refusals.Keys.Select(index => GradientCatalog.Name(GradientCatalog.Pairs[index])).Order(StringComparer.Ordinal));
        Assert.All(GradientCatalog.Instance.Refusals.Values, id => Assert.Equal("BPC026", id));
    }

    /// <summary>A function with kinks is tested on all its pieces.</summary>
    [Fact]
    public void EveryPieceIsVisited()
    {
        foreach (IGrouping<Activation, int> pairs in Enumerable.Range(0, GradientCatalog.Pairs.Count).GroupBy(index => GradientCatalog.Pairs[index].Activation.Kind))
        {
            double[] sums = [.. pairs.SelectMany(pair =>
            {
                (NetworkChoice choice, INetwork<double> network) = GradientCatalog.Instance.Get(pair);
                return new PlainNetwork(choice).FirstSums(Make(choice, network, pair).First());
            })];
            foreach (double kink in PlainActivation.Kinks(pairs.Key))
            {
                Assert.Contains(sums, sum => sum < kink);
                Assert.Contains(sums, sum => sum > kink);
            }
        }
    }

    private static IEnumerable<Problem> Make(NetworkChoice choice, INetwork<double> network, int pair) =>
        ProblemMaker.FormsOf(network.Targets).Select(form => new ProblemMaker(choice, seed: pair).Make(form, rows: 1 + (pair % 9)));
}
