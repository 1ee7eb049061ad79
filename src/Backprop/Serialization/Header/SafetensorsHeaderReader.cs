using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>
/// Reads the header of a safetensors file and holds it against everything that the format demands
/// (https://github.com/huggingface/safetensors, "Format"): what comes out of here can be relied on.
/// </summary>
/// <remarks>These files serve the compiler too, which has neither spans nor System.Text.Json.</remarks>
internal static class SafetensorsHeaderReader
{
    /// <summary>The most dimensions of a tensor, as in PyTorch and NumPy; the format itself has no limit.</summary>
    private const int MostDimensions = 64;

    /// <summary>The length of the header, from the first bytes of a file.</summary>
    /// <param name="prefix">The first 8 bytes, fewer if the file has fewer.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="fileLength">The bytes of the whole file; null if nobody knows.</param>
    /// <exception cref="SafetensorsFormatException">The file ends before, or the header is longer than the format allows.</exception>
    public static int ReadLength(byte[] prefix, int count, long? fileLength)
    {
        if (count < SafetensorsHeader.PrefixLength)
        {
            throw new SafetensorsFormatException(
                null, Invariant($"The file ends after {count} bytes; it must begin with {SafetensorsHeader.PrefixLength}, the length of its header."));
        }

        ulong length = 0;
        for (int i = SafetensorsHeader.PrefixLength - 1; i >= 0; i--)
        {
            length = (length << 8) | prefix[i];
        }

        if (length > SafetensorsHeader.MostBytes)
        {
            throw new SafetensorsFormatException(null, Invariant($"The header should have {length} bytes; at most {SafetensorsHeader.MostBytes} are allowed."));
        }

        if (length < 2)
        {
            throw new SafetensorsFormatException(null, Invariant($"The header should have {length} bytes: too few for a JSON object."));
        }

        if (fileLength is long all && all - SafetensorsHeader.PrefixLength < (long)length)
        {
            throw CutOff((int)length, all - SafetensorsHeader.PrefixLength);
        }

        return (int)length;
    }

    /// <summary>The error of a file that ends within its header.</summary>
    public static SafetensorsFormatException CutOff(int length, long present) =>
        new(null, Invariant($"The header should have {length} bytes; the file ends after {present} of them."));

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">Holds it.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">Its length, from <see cref="ReadLength"/>.</param>
    /// <param name="dataLength">The bytes of the file that follow it, which the tensors must fill; null if nobody knows.</param>
    /// <exception cref="SafetensorsFormatException">It is not as the format demands.</exception>
    public static SafetensorsHeader Read(byte[] bytes, int start, int length, long? dataLength)
    {
        if (bytes[start] != '{')
        {
            throw new SafetensorsFormatException(null, Invariant($"The header is not a JSON object: it begins with 0x{bytes[start]:X2}, not with '{{'."));
        }

        var json = new HeaderJson(bytes, start, length);
        var entries = new List<SafetensorsEntry>();
        Dictionary<string, string>? metadata = null;
        json.Take('{');
        for (bool first = true; json.TakeNext('}', first); first = false)
        {
            json.Tensor = null;
            string name = json.TakeString();
            if (name == SafetensorsHeader.MetadataKey)
            {
                json.Take(':');
                metadata = metadata is null ? ReadMetadata(json) : throw Twice(null, name);
                continue;
            }

            json.Tensor = name;
            if (entries.Count == SafetensorsHeader.MostTensors)
            {
                throw json.Error(Invariant($"the file has more than {SafetensorsHeader.MostTensors} tensors"));
            }

            json.Take(':');
            entries.Add(ReadEntry(json, name));
        }

        json.Tensor = null;
        json.RequireEnd();
        SafetensorsEntry[] ordered = entries.ToArray();
        RequireDifferentNames(ordered);
        return new SafetensorsHeader(entries, metadata ?? new Dictionary<string, string>(), RequireWholeData(ordered, dataLength));
    }

    private static SafetensorsFormatException Twice(string? tensor, string key) => new(tensor, Invariant($"The key {Quoted.Text(key)} comes twice in the header."));

    private static Dictionary<string, string> ReadMetadata(HeaderJson json)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        json.Take('{');
        for (bool first = true; json.TakeNext('}', first); first = false)
        {
            string key = json.TakeString();
            if (metadata.ContainsKey(key))
            {
                throw json.Error(Invariant($"the key {Quoted.Text(key)} comes twice in {SafetensorsHeader.MetadataKey}"));
            }

            json.Take(':');
            metadata.Add(key, json.TakeString());
        }

        return metadata;
    }

    private static SafetensorsEntry ReadEntry(HeaderJson json, string name)
    {
        string? dtype = null;
        long[]? shape = null;
        (long Begin, long End)? offsets = null;
        json.Take('{');
        for (bool first = true; json.TakeNext('}', first); first = false)
        {
            string key = json.TakeString();
            bool twice = key switch
            {
                "dtype" => dtype is not null,
                "shape" => shape is not null,
                "data_offsets" => offsets is not null,
                _ => throw json.Error(Invariant($"the key {Quoted.Text(key)} is none of dtype, shape and data_offsets")),
            };
            if (twice)
            {
                throw json.Error(Invariant($"the key {Quoted.Text(key)} comes twice"));
            }

            json.Take(':');
            switch (key)
            {
                case "dtype":
                    dtype = ReadDtype(json);
                    break;
                case "shape":
                    shape = json.TakeIntegers(MostDimensions).ToArray();
                    break;
                default:
                    offsets = ReadOffsets(json);
                    break;
            }
        }

        if (dtype is null || shape is null || offsets is not (long begin, long end))
        {
            throw json.Error(Invariant($"the tensor has no {(dtype is null ? "dtype" : shape is null ? "shape" : "data_offsets")}"));
        }

        RequireFittingSize(name, dtype, shape, begin, end);
        return new SafetensorsEntry(name, dtype, shape, begin, end);
    }

    private static string ReadDtype(HeaderJson json)
    {
        string text = json.TakeString();
        return SafetensorsDtype.Known(text) ?? throw json.Error(Invariant($"the format has no dtype {Quoted.Text(text)}"));
    }

    private static (long Begin, long End) ReadOffsets(HeaderJson json)
    {
        List<long> offsets = json.TakeIntegers(most: 2);
        return offsets.Count == 2 ? (offsets[0], offsets[1])
            : throw json.Error("data_offsets must be two numbers, the first byte and the one after the last");
    }

    private static void RequireFittingSize(string name, string dtype, long[] shape, long begin, long end)
    {
        if (end < begin)
        {
            throw new SafetensorsFormatException(name, Invariant($"Its data ends at byte {end}, before it begins at {begin}."));
        }

        int bits = SafetensorsDtype.BitsOf(dtype);
        long size = bits;
        foreach (long dimension in shape)
        {
            if (dimension != 0 && size > long.MaxValue / dimension)
            {
                throw new SafetensorsFormatException(name, Invariant($"Its shape {Quoted.Shape(shape)} has more {dtype} values than any file can hold."));
            }

            size *= dimension;
        }

        if (size % 8 != 0)
        {
            throw new SafetensorsFormatException(name, Invariant($"Its shape {Quoted.Shape(shape)} in {dtype} takes {size} bits, which end within a byte."));
        }

        if (size / 8 != end - begin)
        {
            throw new SafetensorsFormatException(
                name, Invariant($"Its shape {Quoted.Shape(shape)} in {dtype} takes {size / 8} bytes, but data_offsets [{begin}, {end}] give it {end - begin}."));
        }
    }

    /// <summary>Sorted, two of the same name stand side by side: that takes no memory, which a set would.</summary>
    private static void RequireDifferentNames(SafetensorsEntry[] entries)
    {
        Array.Sort(entries, (x, y) => string.CompareOrdinal(x.Name, y.Name));
        for (int i = 1; i < entries.Length; i++)
        {
            if (entries[i].Name == entries[i - 1].Name)
            {
                throw Twice(entries[i].Name, entries[i].Name);
            }
        }
    }

    /// <summary>The tensors must follow each other without holes or overlaps, from the first byte of the data to the last.</summary>
    private static long RequireWholeData(SafetensorsEntry[] ordered, long? dataLength)
    {
        Array.Sort(ordered, (x, y) => x.Begin != y.Begin ? x.Begin.CompareTo(y.Begin) : x.End.CompareTo(y.End));
        SafetensorsEntry? before = null;
        foreach (SafetensorsEntry entry in ordered)
        {
            if (entry.End > dataLength)
            {
                throw new SafetensorsFormatException(
                    entry.Name, Invariant($"Its data ends at byte {entry.End}, but the file has {dataLength} bytes of data: it is cut off, or the offset is wrong."));
            }

            long expected = before?.End ?? 0;
            if (entry.Begin != expected)
            {
                string after = before is null ? "the data begins" : Invariant($"{Quoted.Text(before.Name)} ends");
                string what = entry.Begin < expected ? "they overlap" : "the bytes between belong to no tensor";
                throw new SafetensorsFormatException(entry.Name, Invariant($"Its data begins at byte {entry.Begin}, but {after} at {expected}: {what}."));
            }

            before = entry;
        }

        long total = before?.End ?? 0;
        if (total < dataLength)
        {
            throw new SafetensorsFormatException(null, Invariant($"The tensors end after {total} bytes of data, but {dataLength} are in the file."));
        }

        return total;
    }
}
