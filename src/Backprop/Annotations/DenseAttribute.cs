namespace Backprop;

/// <summary>A fully connected layer, <c>y = f(x·W + b)</c>, with <c>W [in × units]</c> and <c>b [units]</c>.</summary>
/// <param name="units">The number of outputs, at least 1.</param>
/// <param name="activation">The activation f; linear by default.</param>
public sealed class DenseAttribute(int units, Activation activation = Activation.Linear) : LayerAttribute
{
    /// <summary>The number of outputs.</summary>
    public int Units { get; } = units;

    /// <summary>The activation f.</summary>
    public Activation Activation { get; } = activation;

    /// <summary>Whether a bias is added. Default: yes.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How the weights start; biases start at zero. Default: by the activation, see <see cref="Initializer.Auto"/>.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>The constant of <see cref="Initializer.Constant"/>, or the standard deviation of <see cref="Initializer.Normal"/>.
    /// Default: 0.01. The other initialisers do not read it.</summary>
    public float InitializerValue { get; set; } = 0.01f;

    /// <summary>The slope of <see cref="Activation.LeakyReLU"/> below zero. Default: 0.01. The other activations do not read it.</summary>
    public float Slope { get; set; } = 0.01f;
}
