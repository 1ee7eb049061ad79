using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Backprop.Tests.Serialization;

/// <summary>The format once more, on top of the platform's JSON, without a thought of speed: what a file holds, or nothing if it is not as it should be.</summary>
internal static class PlainSafetensorsReader
{
    private static readonly Dictionary<string, int> Bits = new()
    {
        ["F64"] = 64, ["I64"] = 64, ["U64"] = 64, ["C64"] = 64, ["F32"] = 32, ["I32"] = 32, ["U32"] = 32,
        ["F16"] = 16, ["BF16"] = 16, ["I16"] = 16, ["U16"] = 16, ["I8"] = 8, ["U8"] = 8, ["BOOL"] = 8, ["F8_E5M2"] = 8, ["F8_E4M3"] = 8, ["F8_E8M0"] = 8,
        ["F8_E4M3FNUZ"] = 8, ["F8_E5M2FNUZ"] = 8, ["F6_E2M3"] = 6, ["F6_E3M2"] = 6, ["F4"] = 4,
    };

    /// <summary>A tensor: its name, type, shape and bytes.</summary>
    public sealed record Tensor(string Name, string Dtype, long[] Shape, byte[] Bytes);

    /// <summary>The tensors in the header's order and the texts; null if the file is wrong.</summary>
    public static (Tensor[] Tensors, Dictionary<string, string> Metadata)? Parse(byte[] file)
    {
        if (file.Length < 8 || BinaryPrimitives.ReadUInt64LittleEndian(file) is var length && (length > 100_000_000 || length > (ulong)file.Length - 8))
        {
            return null;
        }

        ReadOnlySpan<byte> header = file.AsSpan(8, (int)length), data = file.AsSpan(8 + (int)length);
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(header).TrimEnd(' ');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        if (!text.StartsWith('{') || !text.EndsWith('}'))
        {
            return null;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return Read(json.RootElement, data.ToArray());
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (Tensor[] Tensors, Dictionary<string, string> Metadata)? Read(JsonElement root, byte[] data)
    {
        var names = new HashSet<string>();
        var tensors = new List<(string Name, string Dtype, long[] Shape, long Begin, long End)>();
        var metadata = new Dictionary<string, string>();
        foreach (JsonProperty property in root.EnumerateObject())
        {
            bool isNew = names.Add(property.Name);
            JsonProperty[] fields = property.Value.ValueKind == JsonValueKind.Object ? [.. property.Value.EnumerateObject()] : null!;
            if (!isNew || fields is null)
            {
                return null;
            }

            if (property.Name == "__metadata__")
            {
                if (fields.Any(field => field.Value.ValueKind != JsonValueKind.String || !metadata.TryAdd(field.Name, field.Value.GetString()!)))
                {
                    return null;
                }

                continue;
            }

            JsonElement dtype = property.Value.TryGetProperty("dtype", out JsonElement value) ? value : default;
            long[]? shape = property.Value.TryGetProperty("shape", out JsonElement sizes) ? Integers(sizes) : null;
            long[]? offsets = property.Value.TryGetProperty("data_offsets", out JsonElement places) ? Integers(places) : null;
            if (fields.Length != 3 || dtype.ValueKind != JsonValueKind.String || !Bits.ContainsKey(dtype.GetString()!)
                || shape is not { Length: <= 64 } || offsets is not { Length: 2 })
            {
                return null;
            }

            tensors.Add((property.Name, dtype.GetString()!, shape, offsets[0], offsets[1]));
        }

        long end = 0;
        foreach ((_, string dtype, long[] shape, long begin, long stop) in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            // The product must not be too large on the way to a 0 either, as in the format's own library.
            Int128 bits = shape.Aggregate((Int128)Bits[dtype], (product, size) => product < 0 || product * size > long.MaxValue ? -1 : product * size);
            if (begin != end || stop < begin || bits < 0 || bits % 8 != 0 || bits / 8 != stop - begin)
            {
                return null;
            }

            end = stop;
        }

        return end != data.Length ? null
            : ([.. tensors.Select(tensor => new Tensor(tensor.Name, tensor.Dtype, tensor.Shape, data[(int)tensor.Begin..(int)tensor.End]))], metadata);
    }

    private static long[]? Integers(JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var values = new List<long>();
        foreach (JsonElement element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !long.TryParse(element.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                return null;
            }

            values.Add(value);
        }

        return [.. values];
    }
}
