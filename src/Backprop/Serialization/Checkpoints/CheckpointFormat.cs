using System.Text;
using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>
/// What makes a safetensors file a checkpoint: among the texts of its header are <c>format</c>, <c>checkpoint</c> (the version of what is described here), a check sum
/// <c>checksum/NAME</c> (CRC-32C, eight hexadecimal digits) of the bytes of each tensor, and <c>checksum</c>, that of all other texts and of the tensors' names, types and shapes.
/// </summary>
internal static class CheckpointFormat
{
    public const string FormatKey = ModelMetadata.Format, Format = "backprop.checkpoint", VersionKey = "checkpoint", Version = "1", ChecksumKey = "checksum";

    /// <summary>The numbers of each epoch that has ended, a row for each.</summary>
    public const string HistoryTensor = "run/history";

    /// <summary>The key of a tensor's check sum.</summary>
    public static string ChecksumOf(string tensor) => ChecksumKey + "/" + tensor;

    /// <summary>A check sum as a text.</summary>
    public static string Hex(uint checksum) => Invariant($"{checksum:x8}");

    /// <summary>The check sum of a header: of its texts by name, and of its tensors in their order. Lengths stand before texts, so that no two headers are the same string.</summary>
    public static uint HeaderChecksum(IEnumerable<KeyValuePair<string, string>> texts, IEnumerable<SafetensorsTensor> tensors)
    {
        var all = new StringBuilder();
        foreach ((string key, string value) in texts.Where(text => text.Key != ChecksumKey).OrderBy(text => text.Key, StringComparer.Ordinal))
        {
            all.Append(Invariant($"{key.Length}:{key}{value.Length}:{value}"));
        }

        foreach (SafetensorsTensor tensor in tensors)
        {
            all.Append(Invariant($"{tensor.Name.Length}:{tensor.Name}{tensor.Dtype}[{string.Join(',', tensor.Shape.Select(size => Invariant($"{size}")))}]"));
        }

        return Crc32C.Append(0, Encoding.UTF8.GetBytes(all.ToString()));
    }
}
