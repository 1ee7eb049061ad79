using static System.FormattableString;

namespace Backprop;

/// <summary>Adds noise from N(0, deviation²) to each value in training; inference leaves it alone. What is added depends on the workspace's seed
/// and step, the layer and the place in the batch only.</summary>
/// <param name="deviation">The standard deviation, 0 or more.</param>
public sealed class GaussianNoiseAttribute(float deviation) : LayerAttribute
{
    /// <summary>The standard deviation.</summary>
    public float Deviation { get; } = deviation;

    internal override string InTraining => Invariant($"noise {Deviation}");
}
