using Backprop.Onnx.Protobuf;

namespace Backprop.Onnx.Model;

/// <summary>The input or the output of the graph: rows, as many as may come, of a shape.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Element">What the numbers are.</param>
/// <param name="Row">The shape of a row.</param>
internal sealed record OnnxValueInfo(string Name, OnnxElement Element, IReadOnlyList<int> Row)
{
    /// <summary>What the first dimension is called.</summary>
    private const string Batch = "batch";

    // ValueInfoProto, TypeProto, TypeProto.Tensor, TensorShapeProto and its Dimension.
    private const int NameField = 1, TypeField = 2, TensorField = 1, ElementField = 1, ShapeField = 2, DimensionField = 1, SizeField = 1, SymbolField = 2;

    public ProtoMessage ToMessage()
    {
        ProtoMessage shape = new ProtoMessage().Add(DimensionField, new ProtoMessage().Add(SymbolField, Batch))
            .Add(DimensionField, Row.Select(size => new ProtoMessage().Add(SizeField, size)));
        ProtoMessage tensor = new ProtoMessage().Add(ElementField, (long)Element).Add(ShapeField, shape);
        return new ProtoMessage().Add(NameField, Name).Add(TypeField, new ProtoMessage().Add(TensorField, tensor));
    }
}
