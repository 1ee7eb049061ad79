using System.Collections.Immutable;

namespace Backprop.Serialization;

/// <summary>Writes a checkpoint.</summary>
internal static class CheckpointWriter
{
    /// <summary>Writes it to a stream, which is neither flushed nor closed.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="facts">The texts.</param>
    /// <param name="groups">The model's, the optimizer's and the best numbers.</param>
    /// <param name="history">The numbers of the epochs, row by row.</param>
    /// <param name="columns">How many numbers an epoch has.</param>
    public static void Write(Stream stream, IReadOnlyDictionary<string, string> facts, IReadOnlyList<CheckpointGroup> groups, double[] history, int columns)
    {
        var tensors = new List<SafetensorsTensor>();
        var texts = new Dictionary<string, string>(facts, StringComparer.Ordinal)
        {
            [CheckpointFormat.FormatKey] = CheckpointFormat.Format,
            [CheckpointFormat.VersionKey] = CheckpointFormat.Version,
        };
        foreach (CheckpointGroup group in groups)
        {
            foreach (ParameterInfo parameter in group.Layout.Parameters)
            {
                string name = group.Prefix + parameter.Name;
                tensors.Add(new SafetensorsTensor(name, SafetensorsDtype.F32, [.. parameter.Shape.Select(size => (long)size)]));
                texts[CheckpointFormat.ChecksumOf(name)] = CheckpointFormat.Hex(Crc32C.Append<float>(0, group.Values().Slice(parameter.Offset, parameter.Length)));
            }
        }

        tensors.Add(new SafetensorsTensor(CheckpointFormat.HistoryTensor, SafetensorsDtype.F64, ImmutableArray.Create((long)history.Length / columns, columns)));
        texts[CheckpointFormat.ChecksumOf(CheckpointFormat.HistoryTensor)] = CheckpointFormat.Hex(Crc32C.Append<double>(0, history));
        texts[CheckpointFormat.ChecksumKey] = CheckpointFormat.Hex(CheckpointFormat.HeaderChecksum(texts, tensors));

        var writer = new SafetensorsWriter(stream, tensors, texts.OrderBy(text => text.Key, StringComparer.Ordinal));
        foreach (CheckpointGroup group in groups)
        {
            writer.Write<float>(group.Values());
        }

        writer.Write<double>(history);
        writer.Complete();
    }
}
