using Google.Protobuf;

namespace Backprop.Onnx.Protobuf;

/// <summary>A field of a message: its number and its value.</summary>
/// <param name="number">The number that the format gives it.</param>
/// <param name="type">How its value is encoded.</param>
internal abstract class ProtoField(int number, WireFormat.WireType type)
{
    /// <summary>The bytes of number and value.</summary>
    public long Size => CodedOutputStream.ComputeTagSize(number) + ValueSize;

    protected abstract long ValueSize { get; }

    public void WriteTo(CodedOutputStream output)
    {
        output.WriteTag(number, type);
        WriteValue(output);
    }

    protected abstract void WriteValue(CodedOutputStream output);

    /// <summary>The bytes of a length and of what is so long.</summary>
    protected static long WithLength(long length) => CodedOutputStream.ComputeUInt64Size((ulong)length) + length;
}

/// <summary>An integer or an enum.</summary>
internal sealed class VarintField(int number, long value) : ProtoField(number, WireFormat.WireType.Varint)
{
    protected override long ValueSize => CodedOutputStream.ComputeInt64Size(value);

    protected override void WriteValue(CodedOutputStream output) => output.WriteInt64(value);
}

/// <summary>A number of four bytes.</summary>
internal sealed class FloatField(int number, float value) : ProtoField(number, WireFormat.WireType.Fixed32)
{
    protected override long ValueSize => sizeof(float);

    protected override void WriteValue(CodedOutputStream output) => output.WriteFloat(value);
}

/// <summary>A text, in UTF-8.</summary>
internal sealed class StringField(int number, string value) : ProtoField(number, WireFormat.WireType.LengthDelimited)
{
    protected override long ValueSize => CodedOutputStream.ComputeStringSize(value);

    protected override void WriteValue(CodedOutputStream output) => output.WriteString(value);
}

/// <summary>Bytes, which are not copied.</summary>
internal sealed class BytesField(int number, ReadOnlyMemory<byte> value) : ProtoField(number, WireFormat.WireType.LengthDelimited)
{
    protected override long ValueSize => WithLength(value.Length);

    protected override void WriteValue(CodedOutputStream output) => output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
}

/// <summary>A message in the message.</summary>
internal sealed class MessageField(int number, ProtoMessage value) : ProtoField(number, WireFormat.WireType.LengthDelimited)
{
    protected override long ValueSize => WithLength(value.Size);

    protected override void WriteValue(CodedOutputStream output)
    {
        output.WriteLength(checked((int)value.Size));
        value.WriteTo(output);
    }
}
