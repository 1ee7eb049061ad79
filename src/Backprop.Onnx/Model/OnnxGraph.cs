using Backprop.Onnx.Protobuf;

namespace Backprop.Onnx.Model;

/// <summary>A graph: its nodes, each behind those whose results it reads, and the tensors that they share.</summary>
internal sealed record OnnxGraph(
    string Name, string Description, OnnxValueInfo Input, OnnxValueInfo Output, IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<KeyValuePair<string, OnnxTensor>> Initializers)
{
    // GraphProto.
    private const int NodeField = 1, NameField = 2, InitializerField = 5, DescriptionField = 10, InputField = 11, OutputField = 12;

    public ProtoMessage ToMessage() => new ProtoMessage()
        .Add(NodeField, Nodes.Select(node => node.ToMessage()))
        .Add(NameField, Name)
        .Add(InitializerField, Initializers.Select(pair => pair.Value.ToMessage(pair.Key)))
        .Add(DescriptionField, Description)
        .Add(InputField, Input.ToMessage())
        .Add(OutputField, Output.ToMessage());
}
