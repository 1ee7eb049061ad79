using Backprop.Onnx.Graph;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Dense(units)]</c>, over the last axis: one Gemm on rows of numbers, MatMul and Add on rows of more dimensions. W is [in, out] here and there.</summary>
internal sealed class DenseConverter : LayerConverter<DenseAttribute>
{
    protected override Value Convert(DenseAttribute layer, LayerContext context)
    {
        string x = context.Input.In(AxisOrder.ChannelsLast), weight = context.Parameter("weight"), y;
        if (context.Input.Shape.Count == 1)
        {
            y = context.Node("Gemm", layer.UseBias ? [x, weight, context.Parameter("bias")] : [x, weight]);
        }
        else
        {
            y = context.Node("MatMul", [x, weight]);
            y = layer.UseBias ? context.Node("Add", [y, context.Parameter("bias")]) : y;
        }

        return Activations.Apply(context, context.Result(y, AxisOrder.ChannelsLast), layer.Activation, layer.Slope);
    }
}
