using Backprop.Onnx.Model;

namespace Backprop.Onnx.Graph;

/// <summary>A value of the network in the graph: a tensor, and its transposed one as soon as a layer asks for that.</summary>
internal sealed class Value
{
    private readonly GraphBuilder graph;
    private readonly string scope;
    private string? channelsLast, channelsFirst;

    /// <summary>A value whose tensor has the given order of axes.</summary>
    /// <param name="graph">Where a transposition goes.</param>
    /// <param name="scope">The layer that makes it.</param>
    /// <param name="shape">The shape of a row, channels last.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="order">The order of its axes.</param>
    public Value(GraphBuilder graph, string scope, IReadOnlyList<int> shape, string tensor, AxisOrder order)
    {
        (this.graph, this.scope, Shape, Order) = (graph, scope, shape, order);
        channelsLast = order == AxisOrder.ChannelsLast || shape.Count == 1 ? tensor : null;
        channelsFirst = order == AxisOrder.ChannelsFirst || shape.Count == 1 ? tensor : null;
    }

    /// <summary>The shape of a row, channels last.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The order in which it was made.</summary>
    public AxisOrder Order { get; }

    /// <summary>The channels of a row.</summary>
    public int Channels => Shape[^1];

    /// <summary>Whether a tensor with this order of axes is there without another transposition.</summary>
    public bool Has(AxisOrder order) => (order == AxisOrder.ChannelsLast ? channelsLast : channelsFirst) is not null;

    /// <summary>The tensor with this order of axes, transposed at the first request.</summary>
    public string In(AxisOrder order)
    {
        int rank = Shape.Count;
        return order == AxisOrder.ChannelsLast
            ? channelsLast ??= Transpose(channelsFirst!, [0, .. Enumerable.Range(2, rank - 1), 1])
            : channelsFirst ??= Transpose(channelsLast!, [0, rank, .. Enumerable.Range(1, rank - 1)]);
    }

    private string Transpose(string tensor, IEnumerable<int> axes) => graph.Node(scope, "Transpose", [tensor], new OnnxAttribute("perm", axes));
}
