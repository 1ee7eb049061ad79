using System.Collections.Immutable;

namespace Backprop.Serialization;

/// <summary>How PyTorch has the numbers of a row that we have in some shape, channels last.</summary>
/// <remarks>Of several dimensions, it has the channels first, or as we do. Of one, any order: the one in which it flattened an image, for example.</remarks>
internal sealed class RowOrder
{
    private RowOrder(ImmutableArray<int> shape, bool channelsFirst, int[]? places)
    {
        Shape = shape;
        ChannelsFirst = channelsFirst;
        Places = places;
    }

    /// <summary>Our shape.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Whether the row has several dimensions, and PyTorch the channels first.</summary>
    public bool ChannelsFirst { get; }

    /// <summary>Of a row of one dimension: our place of each number, in PyTorch's order; null if the order is ours.</summary>
    public int[]? Places { get; }

    /// <summary>A row as PyTorch usually has it: the channels first where there are several dimensions.</summary>
    public static RowOrder Usual(ImmutableArray<int> shape) => new(shape, channelsFirst: shape.Length > 1, places: null);

    /// <summary>A row that PyTorch has as we do.</summary>
    public static RowOrder Ours(ImmutableArray<int> shape) => new(shape, channelsFirst: false, places: null);

    /// <summary>A row of one dimension in any order.</summary>
    public static RowOrder Of(ImmutableArray<int> shape, int[]? places) => new(shape, channelsFirst: false, places);

    /// <summary>The same order of another number of channels.</summary>
    public RowOrder WithShape(ImmutableArray<int> shape) => new(shape, ChannelsFirst, places: null);

    /// <summary>The order in which PyTorch's memory has the row: our place of each number; null if it is ours.</summary>
    public int[]? Flattened()
    {
        int channels = Shape[^1], positions = Shape.Aggregate(1, (product, size) => product * size) / channels;
        return !ChannelsFirst || positions == 1 || channels == 1
            ? Places
            : [.. Enumerable.Range(0, channels * positions).Select(i => ((i % positions) * channels) + (i / positions))];
    }

    /// <summary>Whether the numbers of two rows of the same shape lie beside each other in PyTorch too.</summary>
    public bool Fits(RowOrder other) => Same(Flattened(), other.Flattened());

    /// <summary>Whether two orders are the same.</summary>
    public static bool Same(int[]? one, int[]? other) => one is null || other is null ? one == other : one.AsSpan().SequenceEqual(other);
}
