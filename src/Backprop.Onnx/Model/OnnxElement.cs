namespace Backprop.Onnx.Model;

/// <summary>What the numbers of a tensor are. The values are those of TensorProto.DataType.</summary>
internal enum OnnxElement
{
    /// <summary>Single precision.</summary>
    Float = 1,

    /// <summary>64-bit integers: indices and shapes.</summary>
    Int64 = 7,

    /// <summary>Double precision.</summary>
    Double = 11,
}
