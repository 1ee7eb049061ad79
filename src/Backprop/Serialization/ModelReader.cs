using System.Collections.Immutable;
using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>Reads a model from a safetensors file. The whole file is read and checked before the model is touched.</summary>
internal static class ModelReader
{
    private const int PieceLength = 1 << 13, MostSurplusShown = 3;

    /// <summary>Reads the parameters and the state.</summary>
    /// <exception cref="ModelFileException">The file does not fit.</exception>
    public static void Read<T>(INetwork<T> model, SafetensorsSource file, LoadOptions options)
        where T : unmanaged
    {
        ModelMetadata.RequireConvention(file, options.Convention);
        ImmutableArray<ModelTensor> tensors = ModelTensor.Of(model, options.Convention, options.Names, file);
        Dictionary<SafetensorsEntry, ModelTensor> wanted = Match(tensors, file, options.Convention);
        ModelMetadata.RequireArchitecture(file, model.Architecture, options.Architecture);

        T[] parameters = new T[model.Layout.Count], state = new T[model.StateLayout.Count];
        T[] piece = new T[PieceLength];
        foreach (SafetensorsEntry entry in file.Header.Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (wanted.TryGetValue(entry, out ModelTensor? tensor))
            {
                Read(file, entry, tensor, tensor.In<T>(parameters, state), piece, options.RejectNonFinite);
            }
            else
            {
                file.Skip(entry);
            }
        }

        file.RequireEnd();
        parameters.CopyTo(model.Parameters);
        state.CopyTo(model.State);
    }

    private static void Read<T>(SafetensorsSource file, SafetensorsEntry entry, ModelTensor tensor, Span<T> values, T[] piece, bool rejectNonFinite)
        where T : unmanaged
    {
        if (tensor.Axes is null)
        {
            file.Read(entry, 0, values, rejectNonFinite);
            return;
        }

        for (int done = 0; done < values.Length; done += PieceLength)
        {
            Span<T> next = piece.AsSpan(0, Math.Min(PieceLength, values.Length - done));
            file.Read(entry, done, next, rejectNonFinite);
            tensor.Axes.Scatter<T>(next, done, values);
        }
    }

    /// <summary>Each tensor of the model, found in the file; none may be left there.</summary>
    private static Dictionary<SafetensorsEntry, ModelTensor> Match(ImmutableArray<ModelTensor> tensors, SafetensorsSource file, WeightConvention convention)
    {
        Dictionary<string, SafetensorsEntry> entries = file.Header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var wanted = new Dictionary<SafetensorsEntry, ModelTensor>();
        foreach (ModelTensor tensor in tensors)
        {
            if (!entries.Remove(tensor.FileName, out SafetensorsEntry? entry))
            {
                throw new ModelFileException(file.Name, tensor.FileName, Missing(tensors, file, convention));
            }

            if (!SafetensorsDtype.IsReadable(entry.Dtype))
            {
                throw new ModelFileException(file.Name, entry.Name, Invariant($"Its values are {entry.Dtype}; {SafetensorsDtype.Readable} can be read."));
            }

            if (!tensor.FileShape.AsSpan().SequenceEqual(entry.Shape))
            {
                string own = convention == WeightConvention.Backprop ? "the model's" : Invariant($"the model's {Quoted.Shape([.. tensor.Own.Shape.Select(size => (long)size)])} would be");
                throw new ModelFileException(file.Name, entry.Name, Invariant($"Its shape is {Quoted.Shape(entry.Shape)}; {own} {Quoted.Shape(tensor.FileShape)}."));
            }

            wanted.Add(entry, tensor);
        }

        SafetensorsEntry? surplus = file.Header.Entries.FirstOrDefault(entry => entries.ContainsKey(entry.Name) && !MayBeLeft(entry, convention));
        return surplus is null ? wanted : throw new ModelFileException(file.Name, surplus.Name, "The model has no such tensor.");
    }

    /// <summary>Which others the file has tells whether it is a matter of names.</summary>
    private static string Missing(ImmutableArray<ModelTensor> tensors, SafetensorsSource file, WeightConvention convention)
    {
        var names = new HashSet<string>(tensors.Select(tensor => tensor.FileName), StringComparer.Ordinal);
        var surplus = file.Header.Entries.Where(entry => !names.Contains(entry.Name) && !MayBeLeft(entry, convention));
        string[] shown = [.. surplus.Take(MostSurplusShown).Select(entry => Quoted.Text(entry.Name))];
        return shown.Length == 0 ? "The file has no such tensor."
            : Invariant($"The file has no such tensor, but {string.Join(", ", shown)}, which the model has not; {nameof(LoadOptions)}.{nameof(LoadOptions.Names)} can map names.");
    }

    /// <summary>PyTorch counts the batches of batch normalisation, which nothing depends on.</summary>
    private static bool MayBeLeft(SafetensorsEntry entry, WeightConvention convention) =>
        convention == WeightConvention.PyTorch && entry.Dtype == SafetensorsDtype.I64 && entry.Shape.Length == 0
        && (entry.Name == "num_batches_tracked" || entry.Name.EndsWith(".num_batches_tracked", StringComparison.Ordinal));
}
