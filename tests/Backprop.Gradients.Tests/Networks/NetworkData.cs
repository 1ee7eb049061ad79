using System.Numerics;
using System.Reflection;

namespace Backprop.Gradients.Tests.Networks;

/// <summary>Inputs and targets for a network, the same on every machine: nothing but the library's random numbers and exact arithmetic.
/// Indices where the network looks its inputs up.</summary>
internal sealed class NetworkData<T>
    where T : unmanaged, INumber<T>
{
    public NetworkData(INetwork<T> network, int rows, long seed)
    {
        var random = new CounterRandom(seed, stream: 0);
        int? vocabulary = network.GetType().GetCustomAttributes<EmbeddingAttribute>().Min(table => (int?)table.Vocabulary);
        Inputs = Fill(rows * network.InputSize, i => vocabulary is { } count ? random.Below(i, count) : (4 * random.Uniform(i)) - 2);
        Targets = Fill(rows * network.OutputSize, i => random.Uniform(1_000_000 + i));
        Labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            Labels[row] = random.Below(2_000_000 + row, network.OutputSize);
        }
    }

    public T[] Inputs { get; }

    public T[] Targets { get; }

    public int[] Labels { get; }

    /// <summary>A step with labels or with rows of targets, as the network allows and the caller prefers.</summary>
    public T ForwardBackward(INetwork<T> network, NetworkWorkspace<T> workspace, bool preferLabels) =>
        preferLabels && network.Targets == TargetKind.Classes ? network.ForwardBackward(Inputs, Labels, workspace) : network.ForwardBackward(Inputs, Targets, workspace);

    private static T[] Fill(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(i => T.CreateChecked(value(i)))];
}
