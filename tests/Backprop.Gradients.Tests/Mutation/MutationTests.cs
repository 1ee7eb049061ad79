using Backprop.Gradients.Tests.Gradients;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;

namespace Backprop.Gradients.Tests.Mutation;

/// <summary>The finite differences notice a sign that is wrong, wherever it is.</summary>
public sealed class MutationTests
{
    private static readonly Lazy<EmittedNetworks> Networks = new(Emit);

    public static TheoryData<int, string> Mutants => [.. Mutant.All.Select((mutant, index) => (index, mutant.Name))];

    [Theory]
    [MemberData(nameof(Mutants))]
    public void AWrongSignIsCaught(int index, string name)
    {
        NetworkChoice choice = Mutant.All[index].Network;
        INetwork<double> right = Networks.Value.Create<double>(2 * index), wrong = Networks.Value.Create<double>((2 * index) + 1);
        Problem problem = new ProblemMaker(choice, seed: index).Make(ProblemMaker.FormsOf(right.Targets)[0], rows: 6);

        Assert.InRange(FiniteDifferences.LargestError(choice, right, problem), 0, FiniteDifferences.Tolerance);
        double error = FiniteDifferences.LargestError(choice, wrong, problem);
        Assert.True(error > 0.1, $"{name} has its sign flipped, and the differences are off by {error} only.");
    }

    [Fact]
    public void EveryActivationAndLossHasItsMutant()
    {
        Assert.Equal(
            Enum.GetValues<Activation>().Where(kind => kind != Activation.Linear),
            Mutant.All.Select(mutant => mutant.Network.Layers[^1].Activation).Where(kind => kind != Activation.Linear).Distinct().Order());
        Assert.Equal(Registry.LossNames, Mutant.All.Select(mutant => mutant.Network.Loss?.Name).OfType<string>().Distinct().Order(StringComparer.Ordinal));
    }

    // Each network as it should be, then with its mutation.
    private static EmittedNetworks Emit()
    {
        NetworkChoice[] networks = [.. Mutant.All.SelectMany(mutant => new[] { mutant.Network, mutant.Network })];
        Dictionary<string, Mutant> mutants = Mutant.All.Select((mutant, index) => (mutant, index))
            .ToDictionary(pair => $"{EmittedNetworks.NameOf((2 * pair.index) + 1)}.Backward.g.cs", pair => pair.mutant);
        return EmittedNetworks.Compile(networks, (file, text) => mutants.TryGetValue(file, out Mutant? mutant) ? mutant.Mutate(text) : text);
    }
}
