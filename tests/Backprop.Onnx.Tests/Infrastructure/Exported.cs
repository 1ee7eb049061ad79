using System.Runtime.InteropServices;
using Onnx;

namespace Backprop.Onnx.Tests.Infrastructure;

/// <summary>Exports to memory and reads back.</summary>
internal static class Exported
{
    public static ModelProto Of(IPredictor<float> network)
    {
        using var stream = new MemoryStream();
        OnnxExporter.Write(network, stream);
        return ModelProto.Parser.ParseFrom(stream.ToArray());
    }

    /// <summary>The operators, in order.</summary>
    public static IEnumerable<string> Operators(this ModelProto model) => model.Graph.Node.Select(node => node.OpType);

    public static TensorProto Tensor(this ModelProto model, string name) => model.Graph.Initializer.Single(tensor => tensor.Name == name);

    public static float[] Floats(this TensorProto tensor) => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();

    /// <summary>The dimensions, a symbol by its name.</summary>
    public static string Dimensions(this ValueInfoProto value) =>
        string.Join(" ", value.Type.TensorType.Shape.Dim.Select(one => one.HasDimParam ? one.DimParam : FormattableString.Invariant($"{one.DimValue}")));
}
