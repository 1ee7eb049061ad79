using System.Collections.Immutable;

namespace Backprop.Serialization;

/// <summary>Writes a model as a safetensors file.</summary>
internal static class ModelWriter
{
    private const int PieceLength = 1 << 13;

    /// <summary>Writes the parameters and the state, one tensor behind the other in the layout's order.</summary>
    public static void Write<T>(INetwork<T> model, Stream stream, SaveOptions options)
        where T : unmanaged
    {
        ImmutableArray<ModelTensor> tensors = ModelTensor.Of(model, options.Convention, options.Names, file: null);
        string dtype = DtypeOf<T>(options.Precision);
        var writer = new SafetensorsWriter(
            stream,
            [.. tensors.Select(tensor => new SafetensorsTensor(tensor.FileName, dtype, tensor.FileShape))],
            ModelMetadata.Of(model.Architecture, options.Convention, options.Metadata));
        T[] piece = new T[PieceLength];
        foreach (ModelTensor tensor in tensors)
        {
            ReadOnlySpan<T> values = tensor.In(model.Parameters, model.State);
            if (tensor.Axes is null)
            {
                writer.Write(values);
                continue;
            }

            for (int done = 0; done < values.Length; done += PieceLength)
            {
                Span<T> next = piece.AsSpan(0, Math.Min(PieceLength, values.Length - done));
                tensor.Axes.Gather(values, done, next);
                writer.Write<T>(next);
            }
        }

        writer.Complete();
    }

    private static string DtypeOf<T>(Precision? precision) => precision switch
    {
        null => typeof(T) == typeof(float) ? SafetensorsDtype.F32 : SafetensorsDtype.F64,
        Precision.Single => SafetensorsDtype.F32,
        Precision.Double => SafetensorsDtype.F64,
        _ => throw new ArgumentException($"There is no precision {precision}.", nameof(precision)),
    };
}
