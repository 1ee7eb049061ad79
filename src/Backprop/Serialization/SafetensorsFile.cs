using System.Collections.Immutable;
using System.Collections.ObjectModel;
using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>
/// A safetensors file, read without any model:
/// <code>
/// using SafetensorsFile file = SafetensorsFile.Open("spiral.safetensors");
/// foreach (SafetensorsTensor tensor in file.Tensors) { … }
/// file.Read("dense1.weight", weights);
/// </code>
/// </summary>
/// <remarks>
/// Opening reads the header alone, and holds it against the format (https://github.com/huggingface/safetensors) and the file's length: a header over 100,000,000 bytes or
/// that is not an object, keys that come twice or are unknown, shapes that do not fit their bytes, holes or overlaps between tensors, and files that are cut off or
/// longer than their tensors are refused. So are more than 65,536 tensors and more than 16 MB of strings in the header, which the format allows: no file takes more
/// memory than its size and a constant. Values are then read in pieces, straight into the caller's memory. A file may be of any size;
/// one tensor can be read whole if it fits a span.
/// One thread at a time may read.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    private readonly SafetensorsSource source;
    private readonly Dictionary<string, SafetensorsEntry> entries;
    private bool disposed;

    private SafetensorsFile(SafetensorsSource source)
    {
        this.source = source;
        entries = source.Header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        Tensors = [.. source.Header.Entries.Select(entry => new SafetensorsTensor(entry.Name, entry.Dtype, [.. entry.Shape]))];
        Metadata = new ReadOnlyDictionary<string, string>((IDictionary<string, string>)source.Header.Metadata);
    }

    /// <summary>The path, or what the stream is called.</summary>
    public string Name => source.Name;

    /// <summary>The tensors, in the header's order.</summary>
    public ImmutableArray<SafetensorsTensor> Tensors { get; }

    /// <summary>The texts in the header's <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file. It stays open until the result is disposed of.</param>
    /// <exception cref="ModelFileException">The header or the file's length is not as the format demands.</exception>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Open(string path) => Of(SafetensorsSource.Open(path));

    /// <summary>Reads the header of a stream, which begins where it stands and goes to its end.</summary>
    /// <param name="stream">A stream that can seek. It is left open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="ModelFileException">The header or the stream's length is not as the format demands.</exception>
    /// <exception cref="ArgumentException">The stream cannot be read or cannot seek.</exception>
    public static SafetensorsFile Open(Stream stream, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
        {
            throw new ArgumentException("The stream cannot seek, so its tensors cannot be read in any order.", nameof(stream));
        }

        return Of(SafetensorsSource.Of(stream, name));
    }

    /// <summary>Whether there is a tensor of this name.</summary>
    public bool Contains(string name) => entries.ContainsKey(name);

    /// <summary>Reads a tensor's values in single precision. F64 is rounded to the nearest; NaN and infinities stay.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="values">Where they go, row-major: as many as the tensor has.</param>
    /// <exception cref="ModelFileException">There is no such tensor, its values are not F64, F32, F16 or BF16, a double is finite and beyond single precision, or the
    /// file has become shorter. Some of the values may have been read then.</exception>
    /// <exception cref="ArgumentException">The span has another length than the tensor.</exception>
    public void Read(string name, Span<float> values) => Read<float>(name, values);

    /// <summary>Reads a tensor's values in double precision. NaN and infinities stay.</summary>
    /// <exception cref="ModelFileException">There is no such tensor, its values are not F64, F32, F16 or BF16, or the file has become shorter. Some of the values may have been
    /// read then.</exception>
    /// <inheritdoc cref="Read(string, Span{float})"/>
    public void Read(string name, Span<double> values) => Read<double>(name, values);

    /// <summary>Closes the file; a stream that was given is left open.</summary>
    public void Dispose()
    {
        disposed = true;
        source.Dispose();
    }

    private static SafetensorsFile Of(SafetensorsSource source)
    {
        try
        {
            return new SafetensorsFile(source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private void Read<T>(string name, Span<T> values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!entries.TryGetValue(name, out SafetensorsEntry? entry))
        {
            throw new ModelFileException(Name, name, "The file has no such tensor.");
        }

        if (!SafetensorsDtype.IsReadable(entry.Dtype))
        {
            throw new ModelFileException(Name, name, Invariant($"Its values are {entry.Dtype}; {SafetensorsDtype.Readable} can be read."));
        }

        if (values.Length != entry.Count)
        {
            throw new ArgumentException(Invariant($"{name} has {entry.Count} values, {Quoted.Shape(entry.Shape)}; the span has room for {values.Length}."), nameof(values));
        }

        source.SeekTo(entry);
        source.Read(entry, 0, values, rejectNonFinite: false);
    }
}
