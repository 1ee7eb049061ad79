using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backprop.Tests.Serialization.Checkpoints;

/// <summary>A checkpoint taken apart and put together by other code, with check sums that fit what it then says.</summary>
internal sealed class PlainCheckpoint
{
    public Dictionary<string, string> Texts { get; private init; } = [];

    public List<Tensor> Tensors { get; private init; } = [];

    public static PlainCheckpoint Of(byte[] file)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        var header = (JsonObject)JsonNode.Parse(file.AsSpan(8, length))!;
        var result = new PlainCheckpoint();
        foreach ((string name, JsonNode? value) in header)
        {
            if (name == "__metadata__")
            {
                foreach ((string key, JsonNode? text) in (JsonObject)value!)
                {
                    result.Texts.Add(key, (string)text!);
                }
            }
            else
            {
                long[] offsets = value!["data_offsets"]!.Deserialize<long[]>()!;
                byte[] bytes = file[(8 + length + (int)offsets[0])..(8 + length + (int)offsets[1])];
                result.Tensors.Add(new Tensor(name, (string)value["dtype"]!, value["shape"]!.Deserialize<long[]>()!, bytes));
            }
        }

        return result;
    }

    public PlainCheckpoint Copy() => new() { Texts = new(Texts), Tensors = [.. Tensors] };

    /// <summary>The file, with the check sums of its tensors and of its header.</summary>
    public byte[] Write()
    {
        var metadata = new Dictionary<string, string>(Texts);
        foreach (Tensor tensor in Tensors)
        {
            if (metadata.ContainsKey("checksum/" + tensor.Name))
            {
                metadata["checksum/" + tensor.Name] = Hex(PlainCrc32C.Of(tensor.Bytes));
            }
        }

        metadata["checksum"] = Hex(PlainCrc32C.Of(Encoding.UTF8.GetBytes(HeaderText(metadata))));
        var header = new JsonObject { ["__metadata__"] = new JsonObject(metadata.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)JsonValue.Create(text.Value)))) };
        var data = new MemoryStream();
        foreach (Tensor tensor in Tensors.DistinctBy(tensor => tensor.Name))
        {
            long begin = data.Length;
            data.Write(tensor.Bytes);
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = tensor.Dtype,
                ["shape"] = new JsonArray([.. tensor.Shape.Select(size => JsonValue.Create(size))]),
                ["data_offsets"] = new JsonArray(begin, data.Length),
            };
        }

        byte[] json = Encoding.UTF8.GetBytes(header.ToJsonString());
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, json.Length);
        return [.. prefix, .. json, .. data.ToArray()];
    }

    private string HeaderText(Dictionary<string, string> metadata)
    {
        var text = new StringBuilder();
        foreach (string key in metadata.Keys.Where(key => key != "checksum").Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{key.Length}:{key}{metadata[key].Length}:{metadata[key]}");
        }

        foreach (Tensor tensor in Tensors.DistinctBy(tensor => tensor.Name))
        {
            text.Append(CultureInfo.InvariantCulture, $"{tensor.Name.Length}:{tensor.Name}{tensor.Dtype}[{string.Join(',', tensor.Shape)}]");
        }

        return text.ToString();
    }

    private static string Hex(uint value) => value.ToString("x8", CultureInfo.InvariantCulture);

    internal sealed record Tensor(string Name, string Dtype, long[] Shape, byte[] Bytes);
}
