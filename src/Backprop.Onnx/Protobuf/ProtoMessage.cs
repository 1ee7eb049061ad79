using Google.Protobuf;

namespace Backprop.Onnx.Protobuf;

/// <summary>A protocol buffer message on its way out: its fields, in the order in which they were added. A field that is added again is a repeated one.</summary>
/// <remarks>Google.Protobuf encodes; its generated classes are not used, as they keep descriptors and JSON, which trimming warns of.</remarks>
internal sealed class ProtoMessage
{
    private readonly List<ProtoField> fields = [];

    /// <summary>The encoded bytes.</summary>
    public long Size { get; private set; }

    public ProtoMessage Add(int number, long value) => Add(new VarintField(number, value));

    public ProtoMessage Add(int number, float value) => Add(new FloatField(number, value));

    public ProtoMessage Add(int number, string value) => Add(new StringField(number, value));

    public ProtoMessage Add(int number, ReadOnlyMemory<byte> value) => Add(new BytesField(number, value));

    /// <summary>A message inside this one, complete: it must not grow any more.</summary>
    public ProtoMessage Add(int number, ProtoMessage value) => Add(new MessageField(number, value));

    /// <summary>A field for each of the messages.</summary>
    public ProtoMessage Add(int number, IEnumerable<ProtoMessage> values)
    {
        foreach (ProtoMessage value in values)
        {
            Add(number, value);
        }

        return this;
    }

    public void WriteTo(CodedOutputStream output)
    {
        foreach (ProtoField field in fields)
        {
            field.WriteTo(output);
        }
    }

    private ProtoMessage Add(ProtoField field)
    {
        fields.Add(field);
        Size += field.Size;
        return this;
    }
}
