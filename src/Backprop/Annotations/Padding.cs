namespace Backprop;

/// <summary>What a window that slides over an image or a sequence meets at the borders.</summary>
public enum Padding
{
    /// <summary>Nothing is added: the window stays inside, and the result is smaller, ⌊(in − reach) / stride⌋ + 1, where
    /// reach = dilation·(kernel − 1) + 1.</summary>
    Valid,

    /// <summary>As much is added as makes the result ⌈in / stride⌉, half of it on either side and the odd one after: Keras's and TensorFlow's <c>same</c>.
    /// (PyTorch adds the same on both sides; at stride 1 and for odd kernels the two agree.)</summary>
    Same,
}
