using System.Collections.Immutable;

namespace Backprop.Serialization;

/// <summary>How PyTorch has the numbers of a row that we have in some shape, channels last.</summary>
internal sealed class RowOrder
{
    private RowOrder(ImmutableArray<int> shape, ChannelOrder channels, int[]? places)
    {
        Shape = shape;
        Channels = shape.Length == 1 ? ChannelOrder.Last : IsOneAxis ? ChannelOrder.Free : channels;
        Places = places;
    }

    /// <summary>Our shape.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>Of a row of several dimensions: where the channels are.</summary>
    public ChannelOrder Channels { get; }

    /// <summary>Of a row of one dimension: our place of each number, in PyTorch's order; null if the order is ours.</summary>
    public int[]? Places { get; }

    /// <summary>Whether it is known in which order PyTorch's memory has the row.</summary>
    public bool IsKnown => Channels is ChannelOrder.First or ChannelOrder.Last || IsOneAxis;

    /// <summary>Whether there is one channel or one position: then first and last are the same.</summary>
    private bool IsOneAxis => Positions == 1 || Shape[^1] == 1;

    private int Positions => Shape.Aggregate(1, (product, size) => product * size) / Shape[^1];

    /// <summary>A row of several dimensions, or one of one dimension in our order.</summary>
    public static RowOrder Of(ImmutableArray<int> shape, ChannelOrder channels) => new(shape, channels, places: null);

    /// <summary>A row of one dimension in any order.</summary>
    public static RowOrder Of(ImmutableArray<int> shape, int[]? places) => new(shape, ChannelOrder.Last, places);

    /// <summary>The order in which PyTorch's memory has the row: our place of each number; null if it is ours.</summary>
    public int[]? Flattened()
    {
        int channels = Shape[^1], positions = Positions;
        return Channels != ChannelOrder.First ? Places
            : [.. Enumerable.Range(0, channels * positions).Select(i => ((i % positions) * channels) + (i / positions))];
    }

    /// <summary>Whether two orders are the same.</summary>
    public static bool Same(int[]? one, int[]? other) => one is null || other is null ? one == other : one.AsSpan().SequenceEqual(other);
}
