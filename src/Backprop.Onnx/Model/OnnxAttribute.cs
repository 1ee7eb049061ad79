using Backprop.Onnx.Protobuf;

namespace Backprop.Onnx.Model;

/// <summary>A setting of a node: an integer, integers or a number in single precision.</summary>
internal sealed class OnnxAttribute
{
    // AttributeProto and its AttributeType.
    private const int NameField = 1, FloatField = 2, IntField = 3, IntsField = 8, TypeField = 20;
    private const int FloatType = 1, IntType = 2, IntsType = 7;

    private readonly ProtoMessage message = new();

    public OnnxAttribute(string name, long value)
    {
        message.Add(NameField, name).Add(IntField, value).Add(TypeField, IntType);
    }

    public OnnxAttribute(string name, float value)
    {
        message.Add(NameField, name).Add(FloatField, value).Add(TypeField, FloatType);
    }

    public OnnxAttribute(string name, IEnumerable<int> values)
    {
        message.Add(NameField, name);
        foreach (int value in values)
        {
            message.Add(IntsField, value);
        }

        message.Add(TypeField, IntsType);
    }

    public ProtoMessage ToMessage() => message;
}
