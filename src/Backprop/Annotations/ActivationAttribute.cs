namespace Backprop;

/// <summary>An activation as a layer of its own: <c>y = f(x)</c>, element by element (softmax: row by row).</summary>
/// <param name="kind">The activation f.</param>
public sealed class ActivationAttribute(Activation kind) : LayerAttribute
{
    /// <summary>The activation f.</summary>
    public Activation Kind { get; } = kind;

    /// <summary>The slope of <see cref="Activation.LeakyReLU"/> below zero. Default: 0.01. The other activations do not read it.</summary>
    public float Slope { get; set; } = 0.01f;
}
