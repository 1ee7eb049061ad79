namespace Backprop.Serialization;

/// <summary>The header of a safetensors file, found to be whole and consistent.</summary>
/// <param name="entries">The tensors, in the header's order.</param>
/// <param name="metadata">The texts of <c>__metadata__</c>; none if there is none.</param>
/// <param name="dataLength">The bytes of all tensors together, which follow each other without holes.</param>
internal sealed class SafetensorsHeader(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata, long dataLength)
{
    /// <summary>The bytes before the header: its length.</summary>
    public const int PrefixLength = 8;

    /// <summary>The most bytes that the format allows a header.</summary>
    public const int MostBytes = 100_000_000;

    /// <summary>The most tensors of a file, and the most bytes of all strings in its header: stricter than the format, so that a hostile header takes no more memory than its own
    /// size and a constant.</summary>
    public const int MostTensors = 1 << 16, MostText = 1 << 24;

    /// <summary>The header's key of the texts, which no tensor may have as its name.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The key of the text that says which architecture a file is of, by its fingerprint.</summary>
    public const string ArchitectureKey = "backprop.architecture";

    public IReadOnlyList<SafetensorsEntry> Entries { get; } = entries;

    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;

    public long DataLength { get; } = dataLength;
}
