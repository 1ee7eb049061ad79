using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[BatchNorm]</c> with its running averages: BatchNormalization where the channels are first, y = x·s + t where they are last.</summary>
internal sealed class BatchNormConverter : LayerConverter<BatchNormAttribute>
{
    private const string Mean = "runningMean", Variance = "runningVariance", Weight = "weight", Bias = "bias";

    protected override Value Convert(BatchNormAttribute layer, LayerContext context)
    {
        int channels = context.Input.Channels;
        if (!context.Input.Has(AxisOrder.ChannelsFirst))
        {
            string scaled = context.Node("Mul", [context.Input.In(AxisOrder.ChannelsLast), context.Derived("scale", () => Scale(layer, context), channels)]);
            return context.Result(context.Node("Add", [scaled, context.Derived("shift", () => Shift(layer, context), channels)]), AxisOrder.ChannelsLast);
        }

        string weight = layer.Affine ? context.Parameter(Weight) : context.Filled(channels, 1);
        string bias = layer.Affine ? context.Parameter(Bias) : context.Filled(channels, 0);
        string x = context.Input.In(AxisOrder.ChannelsFirst);
        string y = context.Node("BatchNormalization", [x, weight, bias, context.Parameter(Mean), context.Parameter(Variance)], new OnnxAttribute("epsilon", layer.Epsilon));
        return context.Result(y, AxisOrder.ChannelsFirst);
    }

    // s = γ/√(σ² + ε)
    private static double[] Scale(BatchNormAttribute layer, LayerContext context)
    {
        IEnumerable<double> scale = context.Read(Variance).ToNumbers().Select(variance => 1 / Math.Sqrt(variance + layer.Epsilon));
        return [.. layer.Affine ? scale.Zip(context.Read(Weight).ToNumbers(), (inverse, weight) => inverse * weight) : scale];
    }

    // t = β − μ·s
    private static double[] Shift(BatchNormAttribute layer, LayerContext context)
    {
        IEnumerable<double> shift = context.Read(Mean).ToNumbers().Zip(Scale(layer, context), (mean, scale) => -mean * scale);
        return [.. layer.Affine ? shift.Zip(context.Read(Bias).ToNumbers(), (one, bias) => one + bias) : shift];
    }
}
