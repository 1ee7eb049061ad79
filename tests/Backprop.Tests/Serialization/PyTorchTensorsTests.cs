using System.Collections.Immutable;
using System.Reflection;
using Backprop.Serialization;

namespace Backprop.Tests.Serialization;

/// <summary>How PyTorch has the weights behind layers that move numbers: counted out by hand, for PyTorch itself see the gradient tests.</summary>
public class PyTorchTensorsTests
{
    private static readonly LayerDeclaration Image = new("Input", new InputAttribute(2, 3, 4), [2, 3, 4]), Flat = new("Flatten1", new FlattenAttribute(), [24]);

    private static LayerDeclaration Dense(int units, params int[] leading) => new("Dense1", new DenseAttribute(units), [.. leading, units]);

    /// <summary>The file's tensor of a weight whose numbers count from 0.</summary>
    private static (long[] Shape, float[] Values) Saved(string tensor, int[] shape, params ImmutableArray<LayerDeclaration> layers)
    {
        StoredNetwork<float> model = StoredNetwork.Of(layers, (tensor, [.. shape])), other = StoredNetwork.Of(layers, (tensor, [.. shape]));
        for (int i = 0; i < model.Parameters.Length; i++)
        {
            model.Parameters[i] = i;
        }

        var stream = new MemoryStream();
        model.Save(stream, new SaveOptions { Convention = WeightConvention.PyTorch });
        stream.Position = 0;
        using SafetensorsFile file = SafetensorsFile.Open(stream);
        float[] values = new float[model.Parameters.Length];
        file.Read(file.Tensors[0].Name, values);
        stream.Position = 0;
        other.LoadInto(stream, new LoadOptions { Convention = WeightConvention.PyTorch });
        Assert.Equal(model.Values, other.Values);
        return ([.. file.Tensors[0].Shape], values);
    }

    private static string Refused(params ImmutableArray<LayerDeclaration> layers) => Refused("dense1.weight", layers);

    private static string Refused(string tensor, params ImmutableArray<LayerDeclaration> layers)
    {
        StoredNetwork<float> model = StoredNetwork.Of(layers, (tensor, [24, 2]));
        string message = Assert.Throws<NotSupportedException>(() => model.Save(new MemoryStream(), new SaveOptions { Convention = WeightConvention.PyTorch })).Message;
        const string Start = "WeightConvention.PyTorch: ";
        Assert.StartsWith(Start, message);
        return message[Start.Length..];
    }

    /// <summary>[out, in] of a dense weight whose inputs come in this order.</summary>
    private static float[] Transposed(IEnumerable<int> order, int units) =>
        [.. Enumerable.Range(0, units).SelectMany(unit => order.Select(input => (float)((input * units) + unit)))];

    private static IEnumerable<int> ChannelsFirst(int positions, int channels) =>
        from channel in Enumerable.Range(0, channels) from position in Enumerable.Range(0, positions) select (position * channels) + channel;

    [Fact]
    public void A_dense_weight()
    {
        (long[] shape, float[] values) = Saved("dense1.weight", [3, 2], new LayerDeclaration("Input", new InputAttribute(3), [3]), Dense(2));

        Assert.Equal([2, 3], shape);
        Assert.Equal([0, 2, 4, 1, 3, 5], values);
    }

    [Fact]
    public void A_dense_weight_behind_a_flattened_image()
    {
        (long[] shape, float[] values) = Saved("dense1.weight", [24, 2], Image, Flat, Dense(2));

        Assert.Equal([2, 24], shape);
        Assert.Equal(Transposed(ChannelsFirst(6, 4), 2), values);
        Assert.Equal(values, Saved("dense1.weight", [24, 2], Image, new LayerDeclaration("Reshape1", new ReshapeAttribute(24), [24]), Dense(2)).Values);
        Assert.Equal(values, Saved("dense1.weight", [24, 2], Image, new LayerDeclaration("Reshape1", new ReshapeAttribute(6, 4), [6, 4]), Flat, Dense(2)).Values);
        LayerDeclaration activation = new("Activation1", new ActivationAttribute(Activation.ReLU), [24]), dropout = new("Dropout1", new DropoutAttribute(0.5f), [24]);
        Assert.Equal(values, Saved("dense1.weight", [24, 2], Image, Flat, activation, dropout, Dense(2)).Values);
    }

    [Fact]
    public void A_dense_weight_along_the_channels_of_an_image() =>
        Assert.Equal(Transposed(Enumerable.Range(0, 4), 2), Saved("dense1.weight", [4, 2], Image, Dense(2, 2, 3)).Values);

    [Fact]
    public void An_image_of_one_channel_that_was_turned_before_it_was_flattened() => Assert.Equal(
        Transposed(Enumerable.Range(0, 6), 2),
        Saved(
            "dense1.weight", [6, 2], new LayerDeclaration("Input", new InputAttribute(2, 3, 1), [2, 3, 1]), new LayerDeclaration("Transpose1", new TransposeAttribute(2, 0, 1), [1, 2, 3]),
            new LayerDeclaration("Flatten1", new FlattenAttribute(), [6]), Dense(2)).Values);

    [Fact]
    public void An_image_that_was_turned_before_it_was_flattened() => Assert.Equal(
        Transposed(Enumerable.Range(0, 24), 2),
        Saved("dense1.weight", [24, 2], Image, new LayerDeclaration("Transpose1", new TransposeAttribute(2, 0, 1), [4, 2, 3]), Flat, Dense(2)).Values);

    [Fact]
    public void A_row_behind_a_flattened_image_and_the_other_way_round()
    {
        LayerDeclaration pool = new("Pool", new GlobalAveragePoolAttribute(), [4]) { From = 0 };
        int[] image = [.. ChannelsFirst(6, 4)];

        Assert.Equal(
            Transposed([0, 1, 2, 3, .. image.Select(place => 4 + place)], 2),
            Saved("dense1.weight", [28, 2], Image, Flat, pool, new LayerDeclaration("Concat1", new ConcatAttribute("flatten1"), [28]) { Others = [1] }, Dense(2)).Values);
        Assert.Equal(
            Transposed([.. image, 24, 25, 26, 27], 2),
            Saved("dense1.weight", [28, 2], Image, Flat, pool, new LayerDeclaration("Concat1", new ConcatAttribute("pool"), [28]) { From = 1, Others = [2] }, Dense(2)).Values);
    }

    [Fact]
    public void A_sequence_that_comes_in_has_its_channels_where_its_layers_want_them()
    {
        LayerDeclaration input = new("Input", new InputAttribute(6, 4), [6, 4]), batch = new("BatchNorm1", new BatchNormAttribute(), [6, 4]);
        LayerDeclaration layer = new("LayerNorm1", new LayerNormAttribute(), [6, 4]), along = new("Along", new DenseAttribute(4), [6, 4]);
        LayerDeclaration pool = new("MaxPool1", new MaxPool2DAttribute(1), [6, 4]);
        float[] first = Transposed(ChannelsFirst(6, 4), 2), last = Transposed(Enumerable.Range(0, 24), 2);
        const string Either = " has no counterpart in PyTorch whose weights would be known: its input may have the channels first or last there.";

        Assert.Equal(first, Saved("dense1.weight", [24, 2], input, batch, Flat, Dense(2)).Values);
        Assert.Equal(last, Saved("dense1.weight", [24, 2], input, layer, Flat, Dense(2)).Values);
        Assert.Equal(last, Saved("dense1.weight", [24, 2], input, along, layer, Flat, Dense(2)).Values);
        Assert.Equal(first, Saved("dense1.weight", [24, 2], input, along, pool, Flat, Dense(2)).Values);
        Assert.Equal("Flatten1" + Either, Refused(input, Flat, Dense(2)));
        Assert.Equal("Flatten1" + Either, Refused(input, batch, layer, Flat, Dense(2)));
        Assert.Equal("Flatten1" + Either, Refused(Image, new LayerDeclaration("Along", new DenseAttribute(4), [2, 3, 4]), Flat, Dense(2)));
        LayerDeclaration oneChannel = new("Input", new InputAttribute(6, 1), [6, 1]);
        Assert.Equal(Transposed(Enumerable.Range(0, 6), 2), Saved("dense1.weight", [6, 2], oneChannel, new LayerDeclaration("Flatten1", new FlattenAttribute(), [6]), Dense(2)).Values);
        Assert.Equal(last, Saved("dense1.weight", [24, 2], oneChannel, along, Flat, Dense(2)).Values);
    }

    [Fact]
    public void What_cannot_be_told_is_refused()
    {
        LayerDeclaration row = new("Input", new InputAttribute(24), [24]), toImage = new("Reshape1", new ReshapeAttribute(2, 3, 4), [2, 3, 4]);
        const string None = " has no counterpart in PyTorch whose weights would be known: ";

        Assert.Equal("Reshape1" + None + "the numbers would go to other places there.", Refused(row, toImage, Flat, Dense(2)));
        Assert.Equal(
            "Reshape1" + None + "the numbers would go to other places there.",
            Refused(Image, new LayerDeclaration("Reshape1", new ReshapeAttribute(3, 8), [3, 8]), Flat, Dense(2)));
        Assert.Equal(
            "Transpose1" + None + "the dimensions have another order there.",
            Refused(Image, new LayerDeclaration("Transpose1", new TransposeAttribute(1, 0, 2), [3, 2, 4]), Flat, Dense(2)));
        Assert.Equal(
            "GroupNorm1" + None + "it would group the numbers of a flattened image otherwise.",
            Refused(Image, Flat, new LayerDeclaration("GroupNorm1", new GroupNormAttribute(2), [24]), Dense(2)));
        Assert.Equal(
            "Add1" + None + "its inputs have their numbers in different orders there.",
            Refused(
                Image, Flat, new LayerDeclaration("Other", new DenseAttribute(24), [24]),
                new LayerDeclaration("Add1", new AddAttribute("flatten1"), [24]) { Others = [1] }, Dense(2)));
        Assert.Equal(
            "Use1[1].Dense1" + None + "it shares weights with a layer whose inputs have another order there.", Refused(
                "use1.dense1.weight", Image, new LayerDeclaration("Flat", new FlattenAttribute(), [24]),
                new LayerDeclaration("Use1", null, [24]) { Block = [new LayerDeclaration("Dense1", new DenseAttribute(24), [24])], Repeat = 2, Shared = "Block" }));
    }

    [Fact]
    public void Every_layer_is_known()
    {
        ConstructorInfo[] constructors = [.. typeof(LayerAttribute).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && !type.IsGenericType && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossAttribute))))
            .Select(type => type.GetConstructors().MinBy(constructor => constructor.GetParameters().Length)!)];

        Assert.True(constructors.Length > 25);
        Assert.All(constructors, constructor =>
        {
            object?[] arguments = [.. constructor.GetParameters().Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue
                : parameter.ParameterType == typeof(int[]) ? new[] { 1 } : parameter.ParameterType == typeof(string[]) ? new[] { "input" }
                : parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, 0) : Convert.ChangeType(1, parameter.ParameterType))];
            var layer = new LayerDeclaration("X", (Attribute)constructor.Invoke(arguments), [1, 1]);
            NetworkArchitecture architecture = new("f", new LayerDeclaration("Input", new InputAttribute(1, 1), [1, 1]), layer);

            Exception? refused = Record.Exception(() => PyTorchTensors.Of(architecture, [new ParameterInfo("x.weight", 0, [1, 1, 1, 1], ParameterKind.Weight)]));
            Assert.DoesNotContain("is not known", refused?.Message ?? "");
            Assert.True(refused is null or NotSupportedException, refused?.ToString());
        });
    }
}
