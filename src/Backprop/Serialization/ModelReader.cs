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
        T[] piece = new T[tensors.Where(tensor => tensor.Axes is not null).Select(tensor => Math.Min(PieceLength, tensor.Own.Length)).DefaultIfEmpty().Max()];
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

        for (int done = 0; done < values.Length; done += piece.Length)
        {
            Span<T> next = piece.AsSpan(0, Math.Min(piece.Length, values.Length - done));
            file.Read(entry, done, next, rejectNonFinite);
            tensor.Axes.Scatter<T>(next, done, values);
        }
    }

    /// <summary>Each tensor of the model, found in the file; none may be left there.</summary>
    private static Dictionary<SafetensorsEntry, ModelTensor> Match(ImmutableArray<ModelTensor> tensors, SafetensorsSource file, WeightConvention convention)
    {
        Dictionary<string, ModelTensor> byName = tensors.ToDictionary(tensor => tensor.FileName, StringComparer.Ordinal);
        var wanted = new Dictionary<SafetensorsEntry, ModelTensor>();
        var surplus = new List<string>();
        foreach (SafetensorsEntry entry in file.Header.Entries)
        {
            if (byName.Remove(entry.Name, out ModelTensor? tensor))
            {
                wanted.Add(entry, tensor);
            }
            else if (surplus.Count < MostSurplusShown && !MayBeLeft(entry, convention))
            {
                surplus.Add(entry.Name);
            }
        }

        if (tensors.FirstOrDefault(tensor => byName.ContainsKey(tensor.FileName)) is { } missing)
        {
            // Which others the file has tells whether it is a matter of names.
            string others = surplus.Count == 0 ? "."
                : Invariant($", but {string.Join(", ", surplus.Select(Quoted.Text))}, which the model has not; {nameof(LoadOptions)}.{nameof(LoadOptions.Names)} can map names.");
            throw new ModelFileException(file.Name, missing.FileName, "The file has no such tensor" + others);
        }

        foreach (SafetensorsEntry entry in file.Header.Entries)
        {
            if (wanted.TryGetValue(entry, out ModelTensor? tensor))
            {
                RequireFitting(file, entry, tensor, convention);
            }
        }

        return surplus.Count == 0 ? wanted : throw new ModelFileException(file.Name, surplus[0], "The model has no such tensor.");
    }

    private static void RequireFitting(SafetensorsSource file, SafetensorsEntry entry, ModelTensor tensor, WeightConvention convention)
    {
        if (!SafetensorsDtype.IsReadable(entry.Dtype))
        {
            throw new ModelFileException(file.Name, entry.Name, Invariant($"Its values are {entry.Dtype}; {SafetensorsDtype.Readable} can be read."));
        }

        if (!tensor.FileShape.AsSpan().SequenceEqual(entry.Shape))
        {
            string own = convention == WeightConvention.Backprop ? "the model's is"
                : Invariant($"the model's {Quoted.Shape([.. tensor.Own.Shape.Select(size => (long)size)])} would be");
            throw new ModelFileException(file.Name, entry.Name, Invariant($"Its shape is {Quoted.Shape(entry.Shape)}; {own} {Quoted.Shape(tensor.FileShape)}."));
        }
    }

    /// <summary>PyTorch counts the batches of batch normalisation, which nothing depends on.</summary>
    private static bool MayBeLeft(SafetensorsEntry entry, WeightConvention convention) =>
        convention == WeightConvention.PyTorch && entry.Dtype == SafetensorsDtype.I64 && entry.Shape.Length == 0
        && (entry.Name == "num_batches_tracked" || entry.Name.EndsWith(".num_batches_tracked", StringComparison.Ordinal));
}
