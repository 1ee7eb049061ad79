using System.Numerics;
using Backprop.Onnx.Tests.Cases;

namespace Backprop.Onnx.Tests.Infrastructure;

/// <summary>Numbers for networks, the same on every machine.</summary>
internal static class ModelNumbers
{
    /// <summary>Moves what starts at the same number everywhere (biases, scales, running averages) away from there; weights stay as they started.</summary>
    public static INetwork<T> Stir<T>(INetwork<T> network, int seed)
        where T : unmanaged, INumber<T>
    {
        var random = new Random(seed);
        foreach (ParameterInfo parameter in network.Layout.Parameters.Where(parameter => parameter.Kind != ParameterKind.Weight))
        {
            Fill(network.Parameters.Slice(parameter.Offset, parameter.Length), random, parameter.Kind == ParameterKind.Scale ? 1 : 0, 0.4);
        }

        foreach (ParameterInfo state in network.StateLayout.Parameters)
        {
            bool isVariance = state.Name.EndsWith("runningVariance", StringComparison.Ordinal);
            Fill(network.State.Slice(state.Offset, state.Length), random, isVariance ? 1 : 0, isVariance ? 0.5 : 0.4);
        }

        return network;
    }

    /// <summary>Inputs for the largest batch: numbers from −spread to spread, or indices where the network looks them up.</summary>
    public static double[] Inputs<T>(INetwork<T> network, int seed, double spread = 2.5)
        where T : unmanaged
    {
        var random = new Random(seed);
        int? vocabulary = network.Architecture!.Layers.Select(layer => layer.Attribute).OfType<EmbeddingAttribute>().Min(table => (int?)table.Vocabulary);
        return [.. Enumerable.Range(0, OnnxCase.MostRows * network.InputSize).Select(_ => vocabulary is { } count ? random.Next(count) : (float)Around(random, 0, spread))];
    }

    private static void Fill<T>(Span<T> numbers, Random random, double center, double spread)
        where T : INumber<T>
    {
        foreach (ref T number in numbers)
        {
            number = T.CreateChecked(Around(random, center, spread));
        }
    }

    private static double Around(Random random, double center, double spread) => center + (spread * ((2 * random.NextDouble()) - 1));
}
