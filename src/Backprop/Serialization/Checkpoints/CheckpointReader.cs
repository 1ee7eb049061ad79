using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>Reads a checkpoint and holds everything against its check sums.</summary>
internal sealed class CheckpointReader : IDisposable
{
    private readonly SafetensorsFile file;
    private readonly Dictionary<string, SafetensorsTensor> unread = new(StringComparer.Ordinal);

    /// <summary>A checkpoint in a file, which is closed with it.</summary>
    /// <exception cref="ModelFileException">It is no checkpoint of this version, or its header is damaged.</exception>
    public CheckpointReader(SafetensorsFile file)
    {
        this.file = file;
        Facts = new CheckpointFacts(file.Name, file.Metadata);
        Require(CheckpointFormat.FormatKey, CheckpointFormat.Format);
        Require(CheckpointFormat.VersionKey, CheckpointFormat.Version);
        RequireChecksum(null, CheckpointFormat.ChecksumKey, CheckpointFormat.HeaderChecksum(file.Metadata, file.Tensors));
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            unread.Add(tensor.Name, tensor);
        }
    }

    /// <summary>The texts.</summary>
    public CheckpointFacts Facts { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="ModelFileException">It is no checkpoint of this version, or its header is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CheckpointReader Open(string path)
    {
        SafetensorsFile file = SafetensorsFile.Open(path);
        try
        {
            return new CheckpointReader(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether there are tensors of a group.</summary>
    public bool Has(string prefix) => unread.Keys.Any(name => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>The numbers of a group, in its layout.</summary>
    /// <exception cref="ModelFileException">A tensor is missing, has another type or shape, or is damaged.</exception>
    public float[] Read(string prefix, ParameterLayout layout)
    {
        foreach (ParameterInfo parameter in layout.Parameters)
        {
            Take(prefix + parameter.Name, SafetensorsDtype.F32, [.. parameter.Shape.Select(size => (long)size)]);
        }

        // No memory before it is known that the file has as much.
        float[] values = new float[layout.Count];
        foreach (ParameterInfo parameter in layout.Parameters)
        {
            string name = prefix + parameter.Name;
            Span<float> part = values.AsSpan(parameter.Offset, parameter.Length);
            file.Read(name, part);
            RequireChecksum(name, CheckpointFormat.ChecksumOf(name), Crc32C.Append<float>(0, part));
        }

        return values;
    }

    /// <summary>The numbers of the epochs, row by row.</summary>
    /// <exception cref="ModelFileException">They are missing, as many as not expected, or damaged.</exception>
    public double[] ReadHistory(int epochs, int columns)
    {
        const string name = CheckpointFormat.HistoryTensor;
        Take(name, SafetensorsDtype.F64, [epochs, columns]);
        double[] values = new double[epochs * columns];
        file.Read(name, values);
        RequireChecksum(name, CheckpointFormat.ChecksumOf(name), Crc32C.Append<double>(0, values));
        return values;
    }

    /// <summary>The end: no tensor may be left.</summary>
    /// <exception cref="ModelFileException">There is one.</exception>
    public void RequireNothingElse()
    {
        foreach (string name in unread.Keys)
        {
            throw new ModelFileException(file.Name, name, "The run has no such tensor.");
        }
    }

    public void Dispose() => file.Dispose();

    private void Take(string name, string dtype, ReadOnlySpan<long> shape)
    {
        if (!unread.Remove(name, out SafetensorsTensor? tensor))
        {
            throw new ModelFileException(file.Name, name, "The file has no such tensor.");
        }

        if (tensor.Dtype != dtype || !tensor.Shape.AsSpan().SequenceEqual(shape))
        {
            throw new ModelFileException(
                file.Name, name, Invariant($"It is {tensor.Dtype}, {Quoted.Shape(tensor.Shape)}; {dtype}, {Quoted.Shape(shape.ToArray())}, was expected."));
        }
    }

    private void Require(string key, string expected)
    {
        string? found = Facts.Find(key);
        if (found != expected)
        {
            string what = found is null ? "nothing" : Quoted.Text(found);
            throw Facts.Error(Invariant($"It is not a checkpoint that can be read: its {key} should be {Quoted.Text(expected)}, and {what} was found."));
        }
    }

    private void RequireChecksum(string? tensor, string key, uint computed)
    {
        if (Facts.Find(key) is not { } expected || expected != CheckpointFormat.Hex(computed))
        {
            string what = tensor is null ? "The header" : "The data";
            throw new ModelFileException(
                file.Name, tensor, Invariant($"{what} is damaged: its check sum is {CheckpointFormat.Hex(computed)}, where {Facts.Find(key) ?? "none"} was written."));
        }
    }
}
