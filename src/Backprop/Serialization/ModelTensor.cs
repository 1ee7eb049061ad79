using System.Collections.Immutable;

namespace Backprop.Serialization;

/// <summary>A tensor of a model and what a file makes of it.</summary>
/// <param name="Own">Where the model has it.</param>
/// <param name="IsState">Whether it is part of the state, not of the parameters.</param>
/// <param name="FileName">Its name in the file.</param>
/// <param name="Axes">The order of its numbers in the file; null if it is ours.</param>
internal sealed record ModelTensor(ParameterInfo Own, bool IsState, string FileName, TensorAxes? Axes)
{
    /// <summary>Its shape in the file.</summary>
    public ImmutableArray<long> FileShape { get; } = Axes?.Shape ?? [.. Own.Shape.Select(size => (long)size)];

    /// <summary>The numbers that it has of all.</summary>
    public Span<T> In<T>(Span<T> parameters, Span<T> state) => (IsState ? state : parameters).Slice(Own.Offset, Own.Length);

    /// <summary>The tensors of a model, parameters first, in the layout's order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="convention">The shapes and names of the file.</param>
    /// <param name="names">The names' map.</param>
    /// <param name="file">The file to load; null if one is to be saved.</param>
    /// <exception cref="ArgumentException">The convention does not exist, or the map gives no name, or one name twice.</exception>
    /// <exception cref="NotSupportedException">PyTorch's order of the weights cannot be told; or the model's numbers are neither floats nor doubles.</exception>
    public static ImmutableArray<ModelTensor> Of<T>(INetwork<T> model, WeightConvention convention, TensorNames names, SafetensorsSource? file)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(names);
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Networks of float and double have files, not those of {typeof(T).Name}.");
        }

        ImmutableArray<ParameterInfo> parameters = model.Layout.Parameters, state = model.StateLayout.Parameters;
        ImmutableArray<ParameterInfo> all = [.. parameters, .. state];
        bool pyTorch = convention == WeightConvention.PyTorch;
        if (!pyTorch && convention != WeightConvention.Backprop)
        {
            throw new ArgumentException($"There is no convention {convention}.", nameof(convention));
        }

        Dictionary<string, TensorAxes> axes = pyTorch ? PyTorchTensors.Of(RequireArchitecture(model), all) : [];
        string[] fileNames = FileNames([.. all.Select(tensor => pyTorch ? PyTorchTensors.NameOf(tensor.Name) : tensor.Name)], LayerOrder(model.Architecture, all), names, file);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < all.Length; i++)
        {
            if (fileNames[i] is null || fileNames[i] == SafetensorsHeader.MetadataKey)
            {
                throw new ArgumentException($"The map gives {all[i].Name} no name that a tensor can have.", nameof(names));
            }

            if (!taken.TryAdd(fileNames[i], all[i].Name))
            {
                throw new ArgumentException($"The map gives {taken[fileNames[i]]} and {all[i].Name} the same name, {Quoted.Text(fileNames[i])}.", nameof(names));
            }
        }

        return [.. all.Select((tensor, i) => new ModelTensor(tensor, i >= parameters.Length, fileNames[i], axes.GetValueOrDefault(tensor.Name)))];
    }

    /// <summary>Maps that go by the order see the layers' order, in which state stands beside parameters.</summary>
    private static string[] FileNames(string[] names, int[] layerOrder, TensorNames map, SafetensorsSource? file)
    {
        string[] mapped = map.Of([.. layerOrder.Select(place => names[place])], file), fileNames = new string[names.Length];
        for (int i = 0; i < layerOrder.Length; i++)
        {
            fileNames[layerOrder[i]] = mapped[i];
        }

        return fileNames;
    }

    /// <summary>The places of the tensors, by the first layer that they belong to.</summary>
    private static int[] LayerOrder(NetworkArchitecture? architecture, ImmutableArray<ParameterInfo> tensors)
    {
        var layers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ArchitectureLayer layer in architecture?.Layers ?? [])
        {
            layers.TryAdd(layer.ParameterPrefix, layers.Count);
        }

        return [.. Enumerable.Range(0, tensors.Length).OrderBy(place => layers.GetValueOrDefault(tensors[place].Name[..(tensors[place].Name.LastIndexOf('.') + 1)], int.MaxValue))];
    }

    private static NetworkArchitecture RequireArchitecture<T>(INetwork<T> model)
        where T : unmanaged =>
        model.Architecture ?? throw new NotSupportedException(
            $"{model.GetType().Name} has no architecture to tell how PyTorch orders its weights: it was not emitted by the compiler.");
}
