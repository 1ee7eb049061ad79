namespace Backprop;

/// <summary>The same values, row-major, in another shape of as many values. Nothing is copied.</summary>
/// <param name="dimensions">The new shape of a row, each dimension at least 1.</param>
public sealed class ReshapeAttribute(params int[] dimensions) : LayerAttribute
{
    /// <summary>The new shape of a row.</summary>
    public IReadOnlyList<int> Dimensions { get; } = dimensions;
}
