namespace Backprop;

/// <summary>The network's input: rows of the given shape, which lie flattened and row-major in memory. The first of the layers.
/// Images are channels last, as in Keras and TensorFlow (PyTorch's are channels first): <c>[Input(28, 28, 1)]</c> is height, width, channels.</summary>
/// <param name="dimensions">The shape of a row, each dimension at least 1, 2²⁴ values at most in all: <c>[Input(2)]</c>, <c>[Input(28, 28, 1)]</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(params int[] dimensions) : Attribute
{
    /// <summary>The shape of a row.</summary>
    public IReadOnlyList<int> Dimensions { get; } = dimensions;
}
