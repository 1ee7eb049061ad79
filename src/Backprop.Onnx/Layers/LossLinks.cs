using System.Collections.Frozen;

namespace Backprop.Onnx.Layers;

/// <summary>What <c>Predict</c> applies to the outputs, by the loss. A new loss is a line here.</summary>
internal static class LossLinks
{
    private static readonly FrozenDictionary<Type, Activation> All = new Dictionary<Type, Activation>
    {
        [typeof(BinaryCrossEntropyAttribute)] = Activation.Sigmoid,
        [typeof(HuberAttribute)] = Activation.Linear,
        [typeof(MeanAbsoluteErrorAttribute)] = Activation.Linear,
        [typeof(MeanSquaredErrorAttribute)] = Activation.Linear,
        [typeof(SoftmaxCrossEntropyAttribute)] = Activation.Softmax,
    }.ToFrozenDictionary();

    /// <summary>The attributes of these losses.</summary>
    public static IEnumerable<Type> Losses => All.Keys;

    /// <summary>What is applied to the outputs of a network with this loss.</summary>
    /// <exception cref="NotSupportedException">The loss is not known.</exception>
    public static Activation For(LossAttribute loss) => All.TryGetValue(loss.GetType(), out Activation link) ? link
        : throw new NotSupportedException($"The ONNX exporter does not know the loss {loss.GetType().Name}.");
}
