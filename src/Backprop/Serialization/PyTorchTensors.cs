using System.Collections.Immutable;
using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>How PyTorch would have the parameters and the state of a network, found by going through its layers.</summary>
internal sealed class PyTorchTensors
{
    private readonly Dictionary<string, ImmutableArray<int>> shapes;
    private readonly Dictionary<string, TensorAxes> found = new(StringComparer.Ordinal);

    private PyTorchTensors(IEnumerable<ParameterInfo> tensors)
    {
        shapes = tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape, StringComparer.Ordinal);
    }

    /// <summary>The tensors that PyTorch has in another order or shape, by their names in the layout.</summary>
    /// <exception cref="NotSupportedException">There is a layer for which it cannot be told.</exception>
    public static Dictionary<string, TensorAxes> Of(NetworkArchitecture architecture, IEnumerable<ParameterInfo> tensors)
    {
        var walk = new PyTorchTensors(tensors);
        var orders = new List<RowOrder>();
        foreach (ArchitectureLayer layer in architecture.Layers)
        {
            orders.Add(walk.Pass(layer, [.. layer.Inputs.Select(input => orders[input])]));
        }

        return walk.found;
    }

    /// <summary>PyTorch's name of a tensor: <c>body[2].batchNorm1.runningMean</c> is <c>body.2.batchNorm1.running_mean</c>.</summary>
    public static string NameOf(string name)
    {
        string path = name.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        return path.EndsWith(".runningMean", StringComparison.Ordinal) ? path[..^"runningMean".Length] + "running_mean"
            : path.EndsWith(".runningVariance", StringComparison.Ordinal) ? path[..^"runningVariance".Length] + "running_var"
            : path;
    }

    private RowOrder Pass(ArchitectureLayer layer, ImmutableArray<RowOrder> inputs) => layer.Attribute switch
    {
        InputAttribute => RowOrder.Of(layer.Shape, layer.Shape.Length > 2 ? ChannelOrder.First : ChannelOrder.Free),
        EmbeddingAttribute => RowOrder.Of(layer.Shape, ChannelOrder.Last),
        DenseAttribute => Dense(layer, inputs[0]),
        Conv1DAttribute or Conv2DAttribute => Convolution(layer),
        DepthwiseConv2DAttribute => Depthwise(layer),
        GlobalAveragePoolAttribute when inputs[0].Shape.Length == 1 => inputs[0],
        PoolAttribute or GlobalAveragePoolAttribute => RowOrder.Of(layer.Shape, ChannelOrder.First),
        GroupNormAttribute group when inputs[0].Places is not null && group.Groups > 1 && group.Groups < layer.Shape[^1] =>
            throw Unknown(layer, "it would group the numbers of a flattened image otherwise"),
        BatchNormAttribute or GroupNormAttribute => Norm(layer, inputs[0], ChannelOrder.First),
        LayerNormAttribute or RmsNormAttribute => Norm(layer, inputs[0], ChannelOrder.Last),
        ActivationAttribute or DropoutAttribute or GaussianNoiseAttribute or LossAttribute => inputs[0],
        AddAttribute or MultiplyAttribute => Combine(layer, inputs),
        ConcatAttribute => Concat(layer, inputs),
        FlattenAttribute => RowOrder.Of(layer.Shape, Flattened(layer, inputs[0])),
        ReshapeAttribute => Reshape(layer, inputs[0]),
        TransposeAttribute transpose => Transpose(layer, transpose, inputs[0]),
        PadAttribute when inputs[0].Places is not null => throw Unknown(layer, "it pads a flattened image"),
        PadAttribute => RowOrder.Of(layer.Shape, inputs[0].Channels),
        _ => throw Unknown(layer, Invariant($"{layer.Attribute.GetType().Name} is not known")),
    };

    /// <summary>Where the channels are behind a layer that keeps them in their place but wants them first or last.</summary>
    private static ChannelOrder Wanted(ChannelOrder order, ChannelOrder wanted) => order == ChannelOrder.Free || order == wanted ? wanted : ChannelOrder.Unknown;

    /// <summary>Where the channels are when rows are combined that have them here and there.</summary>
    private static ChannelOrder Common(ImmutableArray<RowOrder> inputs)
    {
        ChannelOrder[] known = [.. inputs.Select(input => input.Channels).Where(order => order is ChannelOrder.First or ChannelOrder.Last).Distinct()];
        return known.Length == 1 ? known[0] : known.Length > 1 || inputs.Any(input => input.Channels == ChannelOrder.Unknown) ? ChannelOrder.Unknown : ChannelOrder.Free;
    }

    /// <summary>[in × out] is [out × in], whose inputs come in PyTorch's order.</summary>
    private RowOrder Dense(ArchitectureLayer layer, RowOrder input)
    {
        int inputs = input.Shape[^1], units = layer.Shape[^1];
        int[] rows = input.Places is null ? TensorAxes.Axis(inputs, units) : TensorAxes.Axis(input.Places, units);
        Found(layer, "weight", new TensorAxes(TensorAxes.Axis(units, 1), rows));
        return RowOrder.Of(layer.Shape, Wanted(input.Channels, ChannelOrder.Last));
    }

    /// <summary>[kernel…, channels, filters] is [filters, channels, kernel…].</summary>
    private RowOrder Convolution(ArchitectureLayer layer)
    {
        ImmutableArray<int> shape = shapes[layer.ParameterPrefix + "weight"];
        int filters = shape[^1], channels = shape[^2], stride = channels * filters;
        var axes = new List<int[]>();
        for (int axis = shape.Length - 3; axis >= 0; axis--)
        {
            axes.Insert(0, TensorAxes.Axis(shape[axis], stride));
            stride *= shape[axis];
        }

        Found(layer, "weight", new TensorAxes([TensorAxes.Axis(filters, 1), TensorAxes.Axis(channels, filters), .. axes]));
        return RowOrder.Of(layer.Shape, ChannelOrder.First);
    }

    /// <summary>[height, width, channels, multiplier] is [channels · multiplier, 1, height, width].</summary>
    private RowOrder Depthwise(ArchitectureLayer layer)
    {
        ImmutableArray<int> shape = shapes[layer.ParameterPrefix + "weight"];
        int filters = shape[2] * shape[3];
        Found(layer, "weight", new TensorAxes(TensorAxes.Axis(filters, 1), [0], TensorAxes.Axis(shape[0], shape[1] * filters), TensorAxes.Axis(shape[1], filters)));
        return RowOrder.Of(layer.Shape, ChannelOrder.First);
    }

    /// <summary>What a norm has per number of a flattened image comes in PyTorch's order.</summary>
    private RowOrder Norm(ArchitectureLayer layer, RowOrder input, ChannelOrder wanted)
    {
        foreach (string tensor in input.Places is null ? [] : (string[])["weight", "bias", "runningMean", "runningVariance"])
        {
            Found(layer, tensor, new TensorAxes(TensorAxes.Axis(input.Places!, 1)));
        }

        return layer.Shape.Length == 1 ? input : RowOrder.Of(layer.Shape, Wanted(input.Channels, wanted));
    }

    /// <summary>Number by number: rows of one dimension must have the same order, others have their channels where the author brought them.</summary>
    private RowOrder Combine(ArchitectureLayer layer, ImmutableArray<RowOrder> inputs) =>
        layer.Shape.Length > 1 ? RowOrder.Of(layer.Shape, Common(inputs))
            : inputs.All(input => RowOrder.Same(input.Places, inputs[0].Places)) ? inputs[0]
            : throw Unknown(layer, "its inputs have their numbers in different orders there");

    /// <summary>Along the channels, or one row behind the other, each in its own order.</summary>
    private RowOrder Concat(ArchitectureLayer layer, ImmutableArray<RowOrder> inputs)
    {
        if (layer.Shape.Length > 1)
        {
            return RowOrder.Of(layer.Shape, Common(inputs));
        }

        var places = new List<int>();
        foreach (RowOrder input in inputs)
        {
            int before = places.Count;
            places.AddRange((input.Places ?? Enumerable.Range(0, input.Shape[0])).Select(place => before + place));
        }

        return RowOrder.Of(layer.Shape, inputs.All(input => input.Places is null) ? null : [.. places]);
    }

    private int[]? Flattened(ArchitectureLayer layer, RowOrder input) =>
        input.IsKnown ? input.Flattened() : throw Unknown(layer, "its input may have the channels first or last there");

    /// <summary>PyTorch keeps the order of its memory, which must then be that of the new shape.</summary>
    private RowOrder Reshape(ArchitectureLayer layer, RowOrder input)
    {
        int[]? places = Flattened(layer, input);
        RowOrder first = RowOrder.Of(layer.Shape, ChannelOrder.First);
        return layer.Shape.Length == 1 ? RowOrder.Of(layer.Shape, places)
            : RowOrder.Same(places, first.Flattened()) ? first
            : input.Shape.Length > 1 && input.Channels == ChannelOrder.Last ? RowOrder.Of(layer.Shape, ChannelOrder.Last)
            : throw Unknown(layer, "the numbers would go to other places there");
    }

    /// <summary>With the channels first, the row is as PyTorch has it all the time.</summary>
    private RowOrder Transpose(ArchitectureLayer layer, TransposeAttribute transpose, RowOrder input)
    {
        int rank = layer.Shape.Length;
        int[] axes = transpose.Axes.Count > 0 ? [.. transpose.Axes] : [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2];
        return axes.SequenceEqual(Enumerable.Range(0, rank)) ? input
            : input.IsKnown && input.Channels != ChannelOrder.Last && axes.SequenceEqual([rank - 1, .. Enumerable.Range(0, rank - 1)]) ? RowOrder.Of(layer.Shape, ChannelOrder.Last)
            : throw Unknown(layer, "the dimensions have another order there");
    }

    /// <summary>Layers of a shared block have the same tensors, which must be the same to all of them.</summary>
    private void Found(ArchitectureLayer layer, string tensor, TensorAxes axes)
    {
        string name = layer.ParameterPrefix + tensor;
        if (!shapes.ContainsKey(name))
        {
            return;
        }

        if (!found.TryAdd(name, axes) && !found[name].SameAs(axes))
        {
            throw Unknown(layer, "it shares weights with a layer whose inputs have another order there");
        }
    }

    private NotSupportedException Unknown(ArchitectureLayer layer, string why) =>
        new(Invariant($"{nameof(WeightConvention)}.{nameof(WeightConvention.PyTorch)}: {layer.Name} has no counterpart in PyTorch whose weights would be known: {why}."));
}
