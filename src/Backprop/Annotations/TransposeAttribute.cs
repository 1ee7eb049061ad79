namespace Backprop;

/// <summary>The axes in another order, as NumPy's <c>transpose</c> and PyTorch's <c>permute</c>: axis i of the result is axis <c>axes[i]</c> of what comes in.
/// Axes count from 0 within a row; the batch is none of them. <c>[Transpose(2, 0, 1)]</c> makes channels×height×width of height×width×channels.</summary>
/// <param name="axes">Each axis once, in the new order; none at all swaps the last two.</param>
public sealed class TransposeAttribute(params int[] axes) : LayerAttribute
{
    /// <summary>The axes in their new order; empty: the last two are swapped.</summary>
    public IReadOnlyList<int> Axes { get; } = axes;
}
