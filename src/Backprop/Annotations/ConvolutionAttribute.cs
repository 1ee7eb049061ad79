namespace Backprop;

/// <summary>What all convolutions have. The padding is zeros.</summary>
public abstract class ConvolutionAttribute : LayerAttribute
{
    private protected ConvolutionAttribute(Activation activation)
    {
        Activation = activation;
    }

    /// <summary>The activation f.</summary>
    public Activation Activation { get; }

    /// <summary>How far the window moves from one output to the next, at least 1. Default: 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>How far apart the inputs under the window lie, at least 1. Default: 1, side by side.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>What is added at the borders. Default: nothing. Not together with <see cref="Pads"/>.</summary>
    public Padding Padding { get; set; }

    /// <summary>What is added at the borders, by side as in <see cref="PadAttribute"/>: of an image, one, two or four numbers, of a sequence one or two.</summary>
    public int[]? Pads { get; set; }

    /// <summary>Whether a bias is added. Default: yes.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>How the weights start; biases start at zero. With g groups, fan_in = kernel·channels/g and fan_out = kernel·filters/g, the kernel counted in
    /// positions. Default: by the activation, see <see cref="Initializer.Auto"/>.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>The constant of <see cref="Initializer.Constant"/>, or the standard deviation of <see cref="Initializer.Normal"/>.
    /// Default: 0.01. The other initialisers do not read it.</summary>
    public float InitializerValue { get; set; } = 0.01f;

    /// <summary>The slope of <see cref="Activation.LeakyReLU"/> below zero. Default: 0.01. The other activations do not read it.</summary>
    public float Slope { get; set; } = 0.01f;
}
