using Backprop.Onnx.Protobuf;

namespace Backprop.Onnx.Model;

/// <summary>A model: the graph, and who made it of what.</summary>
internal sealed record OnnxModel(OnnxGraph Graph, string Producer, string ProducerVersion, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The set of operators: 17 is the first with LayerNormalization, and what ONNX Runtime since 1.12 (2022), OpenVINO, TensorRT and the browsers' runtimes
    /// read. What later sets add (Mish, Gelu, GroupNormalization, RMSNormalization) is made of its operators.</summary>
    public const int Opset = 17;

    /// <summary>The version of the format that came with it.</summary>
    public const int IrVersion = 8;

    // ModelProto, OperatorSetIdProto and StringStringEntryProto.
    private const int IrVersionField = 1, ProducerField = 2, ProducerVersionField = 3, GraphField = 7, OpsetField = 8, MetadataField = 14;
    private const int DomainField = 1, VersionField = 2, KeyField = 1, ValueField = 2;

    public ProtoMessage ToMessage() => new ProtoMessage()
        .Add(IrVersionField, IrVersion)
        .Add(ProducerField, Producer)
        .Add(ProducerVersionField, ProducerVersion)
        .Add(GraphField, Graph.ToMessage())
        .Add(OpsetField, new ProtoMessage().Add(DomainField, "").Add(VersionField, Opset))
        .Add(MetadataField, Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ProtoMessage().Add(KeyField, pair.Key).Add(ValueField, pair.Value)));
}
