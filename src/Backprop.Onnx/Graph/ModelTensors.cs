using System.Numerics;
using Backprop.Onnx.Model;
using static System.FormattableString;

namespace Backprop.Onnx.Graph;

/// <summary>The parameters and running averages of a model in single or double precision.</summary>
internal sealed class ModelTensors<T> : IModelTensors
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IPredictor<T> model;
    private readonly Dictionary<string, (ParameterInfo Info, bool IsState)> infos = new(StringComparer.Ordinal);

    public ModelTensors(IPredictor<T> model)
    {
        this.model = model;
        foreach (ParameterInfo info in model.Layout.Parameters)
        {
            infos.Add(info.Name, (info, false));
        }

        foreach (ParameterInfo info in model.StateLayout.Parameters)
        {
            infos.Add(info.Name, (info, true));
        }
    }

    public OnnxElement Element => typeof(T) == typeof(float) ? OnnxElement.Float : OnnxElement.Double;

    /// <summary>The bytes of all of them.</summary>
    public long Size => ((long)model.Layout.Count + model.StateLayout.Count) * OnnxTensor.SizeOf(Element);

    public OnnxTensor Read(string name)
    {
        (ParameterInfo info, bool isState) = infos.TryGetValue(name, out var found) ? found
            : throw new InvalidOperationException($"{model.GetType().Name} has no parameter {name}: its architecture and its layout do not belong together.");
        ReadOnlySpan<T> numbers = (isState ? model.StateValues : model.ParameterValues).Slice(info.Offset, info.Length);
        int size = OnnxTensor.SizeOf(Element);
        byte[] data = new byte[checked(info.Length * size)];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!T.IsFinite(numbers[i]))
            {
                throw new ArgumentException(
                    Invariant($"{name} holds {numbers[i]} at index {i}: a model is exported only if all of its numbers are finite."), nameof(model));
            }

            OnnxTensor.Write(data.AsSpan(i * size), Element, double.CreateChecked(numbers[i]));
        }

        return new OnnxTensor(Element, info.Shape, data);
    }
}
