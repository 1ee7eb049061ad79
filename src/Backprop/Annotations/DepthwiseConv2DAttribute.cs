namespace Backprop;

/// <summary>A convolution of each channel by itself, <c>y[v, u, c·M + m] = f(b[c·M + m] + Σ x[v·s + i·d, u·s + j·d, c]·W[i, j, c, m])</c> over i and j, with stride s, dilation d
/// and M filters per channel. Images are channels last, and W is <c>[kernel height, kernel width, channels, M]</c>, as in Keras (PyTorch's, with groups = channels,
/// is <c>[channels·M, 1, kernel height, kernel width]</c>); b is <c>[channels·M]</c>.</summary>
public sealed class DepthwiseConv2DAttribute : ConvolutionAttribute
{
    private int? strideHeight, strideWidth, dilationHeight, dilationWidth;

    /// <summary>A depthwise convolution with a square window.</summary>
    /// <param name="kernel">The window's height and width, at least 1.</param>
    /// <param name="activation">The activation f; linear by default.</param>
    public DepthwiseConv2DAttribute(int kernel, Activation activation = Activation.Linear)
        : this(kernel, kernel, activation)
    {
    }

    /// <summary>A depthwise convolution with any window.</summary>
    /// <param name="kernelHeight">The window's height, at least 1.</param>
    /// <param name="kernelWidth">The window's width, at least 1.</param>
    /// <param name="activation">The activation f; linear by default.</param>
    public DepthwiseConv2DAttribute(int kernelHeight, int kernelWidth, Activation activation = Activation.Linear)
        : base(activation)
    {
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The window's height.</summary>
    public int KernelHeight { get; }

    /// <summary>The window's width.</summary>
    public int KernelWidth { get; }

    /// <summary>The number M of filters per channel, at least 1. Default: 1.</summary>
    public int Multiplier { get; set; } = 1;

    /// <summary>The stride from line to line. Default: <see cref="ConvolutionAttribute.Stride"/>.</summary>
    public int StrideHeight { get => strideHeight ?? Stride; set => strideHeight = value; }

    /// <summary>The stride along a line. Default: <see cref="ConvolutionAttribute.Stride"/>.</summary>
    public int StrideWidth { get => strideWidth ?? Stride; set => strideWidth = value; }

    /// <summary>The dilation from line to line. Default: <see cref="ConvolutionAttribute.Dilation"/>.</summary>
    public int DilationHeight { get => dilationHeight ?? Dilation; set => dilationHeight = value; }

    /// <summary>The dilation along a line. Default: <see cref="ConvolutionAttribute.Dilation"/>.</summary>
    public int DilationWidth { get => dilationWidth ?? Dilation; set => dilationWidth = value; }
}
