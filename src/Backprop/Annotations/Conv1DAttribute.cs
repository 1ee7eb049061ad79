namespace Backprop;

/// <summary>A convolution over a sequence, <c>y[u, f] = f(b[f] + Σ x[u·s + j·d, c]·W[j, c, f])</c> over j and c, with stride s and dilation d:
/// a cross-correlation, as in all libraries. Sequences are <c>[length, channels]</c>, and W is <c>[kernel, channels / groups, filters]</c>, as in Keras
/// (PyTorch's is <c>[filters, channels / groups, kernel]</c>); b is <c>[filters]</c>.</summary>
/// <param name="filters">The number of outputs per position, at least 1.</param>
/// <param name="kernel">The window's length, at least 1.</param>
/// <param name="activation">The activation f; linear by default.</param>
public sealed class Conv1DAttribute(int filters, int kernel, Activation activation = Activation.Linear) : ConvolutionAttribute(activation)
{
    /// <summary>The number of outputs per position.</summary>
    public int Filters { get; } = filters;

    /// <summary>The window's length.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>In how many groups the channels and the filters are divided; a filter sees the channels of its own group. Both must be multiples of it. Default: 1.</summary>
    public int Groups { get; set; } = 1;
}
