using Backprop.Onnx.Model;

namespace Backprop.Onnx.Graph;

/// <summary>The parameters and running averages of a model, by their names in its layouts.</summary>
internal interface IModelTensors
{
    /// <summary>What the numbers are.</summary>
    OnnxElement Element { get; }

    /// <summary>A copy of a parameter or a running average.</summary>
    /// <exception cref="ArgumentException">It holds a number that is not finite.</exception>
    OnnxTensor Read(string name);
}
