namespace Backprop;

/// <summary>A convolution over an image, <c>y[v, u, f] = f(b[f] + Σ x[v·s + i·d, u·s + j·d, c]·W[i, j, c, f])</c> over i, j and c, with stride s and dilation d:
/// a cross-correlation, as in all libraries. Images are channels last, <c>[height, width, channels]</c>, and
/// W is <c>[kernel height, kernel width, channels / groups, filters]</c>, as in Keras (PyTorch's is <c>[filters, channels / groups, kernel height, kernel width]</c>); b is <c>[filters]</c>.</summary>
public sealed class Conv2DAttribute : ConvolutionAttribute
{
    private int? strideHeight, strideWidth, dilationHeight, dilationWidth;

    /// <summary>A convolution with a square window.</summary>
    /// <param name="filters">The number of outputs per position, at least 1.</param>
    /// <param name="kernel">The window's height and width, at least 1.</param>
    /// <param name="activation">The activation f; linear by default.</param>
    public Conv2DAttribute(int filters, int kernel, Activation activation = Activation.Linear)
        : this(filters, kernel, kernel, activation)
    {
    }

    /// <summary>A convolution with any window.</summary>
    /// <param name="filters">The number of outputs per position, at least 1.</param>
    /// <param name="kernelHeight">The window's height, at least 1.</param>
    /// <param name="kernelWidth">The window's width, at least 1.</param>
    /// <param name="activation">The activation f; linear by default.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth, Activation activation = Activation.Linear)
        : base(activation)
    {
        Filters = filters;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The number of outputs per position.</summary>
    public int Filters { get; }

    /// <summary>The window's height.</summary>
    public int KernelHeight { get; }

    /// <summary>The window's width.</summary>
    public int KernelWidth { get; }

    /// <summary>The stride from line to line. Default: <see cref="ConvolutionAttribute.Stride"/>.</summary>
    public int StrideHeight { get => strideHeight ?? Stride; set => strideHeight = value; }

    /// <summary>The stride along a line. Default: <see cref="ConvolutionAttribute.Stride"/>.</summary>
    public int StrideWidth { get => strideWidth ?? Stride; set => strideWidth = value; }

    /// <summary>The dilation from line to line. Default: <see cref="ConvolutionAttribute.Dilation"/>.</summary>
    public int DilationHeight { get => dilationHeight ?? Dilation; set => dilationHeight = value; }

    /// <summary>The dilation along a line. Default: <see cref="ConvolutionAttribute.Dilation"/>.</summary>
    public int DilationWidth { get => dilationWidth ?? Dilation; set => dilationWidth = value; }

    /// <summary>In how many groups the channels and the filters are divided; a filter sees the channels of its own group. Both must be multiples of it. Default: 1.</summary>
    public int Groups { get; set; } = 1;
}
