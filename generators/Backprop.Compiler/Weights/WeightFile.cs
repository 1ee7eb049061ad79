using Backprop.Serialization;

namespace Backprop.Compiler.Weights;

/// <summary>A safetensors file among the additional files of a project. Two are equal if they hold the same.</summary>
/// <param name="path">Its path, with slashes.</param>
/// <param name="resource">The resource as which it is embedded; null if it is not.</param>
/// <param name="length">Its bytes.</param>
/// <param name="bytes">All of it; of an embedded one the header alone, with the eight bytes before it.</param>
/// <param name="error">Why it could not be read; null if it was.</param>
internal sealed class WeightFile(string path, string? resource, long length, byte[] bytes, string? error) : IEquatable<WeightFile>
{
    public string Path { get; } = path;

    public string? Resource { get; } = resource;

    public long Length { get; } = length;

    public byte[] Bytes { get; } = bytes;

    public string? Error { get; } = error;

    /// <summary>Whether a name in a declaration can mean this file: its path, or the end of it.</summary>
    public bool IsCalled(string name)
    {
        string end = name.Replace('\\', '/');
        return end.Length > 0 && (Path == end || Path.EndsWith("/" + end, StringComparison.Ordinal));
    }

    /// <summary>Its header, found to be right.</summary>
    /// <exception cref="SafetensorsFormatException">It is no safetensors file.</exception>
    public SafetensorsHeader ReadHeader()
    {
        int headerLength = HeaderLength;
        return SafetensorsHeaderReader.Read(Bytes, SafetensorsHeader.PrefixLength, headerLength, Length - SafetensorsHeader.PrefixLength - headerLength);
    }

    /// <summary>The bytes of its header, without the eight before it.</summary>
    /// <exception cref="SafetensorsFormatException">It is no safetensors file.</exception>
    public int HeaderLength => SafetensorsHeaderReader.ReadLength(Bytes, Math.Min(Bytes.Length, SafetensorsHeader.PrefixLength), Length);

    public bool Equals(WeightFile? other) =>
        other is not null && Path == other.Path && Resource == other.Resource && Length == other.Length && Error == other.Error
        && Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => Equals(obj as WeightFile);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}
