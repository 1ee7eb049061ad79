using System.Collections.Frozen;
using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary>The activations in operators of ONNX. A new one is a line in the table.</summary>
internal static class Activations
{
    private const float SeluScale = 1.0507009873554805f, SeluAlpha = 1.6732632423543772f;

    /// <summary>What makes f(x) of a tensor x, given the slope of LeakyReLU.</summary>
    private static readonly FrozenDictionary<Activation, Func<LayerContext, string, float, string>> Functions =
        new Dictionary<Activation, Func<LayerContext, string, float, string>>
        {
            [Activation.Linear] = (_, x, _) => x,
            [Activation.ReLU] = (at, x, _) => at.Node("Relu", [x]),
            [Activation.LeakyReLU] = (at, x, slope) => at.Node("LeakyRelu", [x], new OnnxAttribute("alpha", slope)),
            [Activation.ELU] = (at, x, _) => at.Node("Elu", [x], new OnnxAttribute("alpha", 1f)),
            [Activation.SELU] = (at, x, _) => at.Node("Selu", [x], new OnnxAttribute("alpha", SeluAlpha), new OnnxAttribute("gamma", SeluScale)),
            [Activation.GELU] = (at, x, _) => Gelu(at, x),
            [Activation.GELUTanh] = (at, x, _) => GeluTanh(at, x),
            [Activation.SiLU] = (at, x, _) => at.Node("Mul", [x, at.Node("Sigmoid", [x])]),
            [Activation.Mish] = (at, x, _) => at.Node("Mul", [x, at.Node("Tanh", [at.Node("Softplus", [x])])]),
            [Activation.Softplus] = (at, x, _) => at.Node("Softplus", [x]),
            [Activation.Softsign] = (at, x, _) => at.Node("Softsign", [x]),
            [Activation.HardSigmoid] = (at, x, _) => HardSigmoid(at, x),
            [Activation.HardSwish] = (at, x, _) => at.Node("HardSwish", [x]),
            [Activation.Sigmoid] = (at, x, _) => at.Node("Sigmoid", [x]),
            [Activation.Tanh] = (at, x, _) => at.Node("Tanh", [x]),
            [Activation.Softmax] = (at, x, _) => at.Node("Softmax", [x], new OnnxAttribute("axis", -1)),
        }.ToFrozenDictionary();

    /// <summary>f(x). Softmax is over the channels, which are last for it; all others leave the order of the axes.</summary>
    public static Value Apply(LayerContext context, Value x, Activation kind, float slope)
    {
        AxisOrder order = kind == Activation.Softmax ? AxisOrder.ChannelsLast : x.Order;
        Func<LayerContext, string, float, string> function = Functions.GetValueOrDefault(kind)
            ?? throw new NotSupportedException($"The ONNX exporter does not know the activation {kind}.");
        return kind == Activation.Linear ? x : context.Between(function(context, x.In(order), slope), order, x.Shape);
    }

    // ½·x·(1 + erf(x/√2))
    private static string Gelu(LayerContext at, string x)
    {
        string area = at.Node("Add", [at.Node("Erf", [at.Node("Div", [x, at.Scalar(Math.Sqrt(2))])]), at.Scalar(1)]);
        return at.Node("Mul", [at.Node("Mul", [x, area]), at.Scalar(0.5)]);
    }

    // ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))
    private static string GeluTanh(LayerContext at, string x)
    {
        string cube = at.Node("Mul", [at.Node("Mul", [x, x]), x]);
        string inner = at.Node("Add", [x, at.Node("Mul", [cube, at.Scalar(0.044715)])]);
        string area = at.Node("Add", [at.Node("Tanh", [at.Node("Mul", [inner, at.Scalar(Math.Sqrt(2 / Math.PI))])]), at.Scalar(1)]);
        return at.Node("Mul", [at.Node("Mul", [x, area]), at.Scalar(0.5)]);
    }

    // max(0, min(1, x/6 + ½)), which is relu6(x + 3)/6.
    private static string HardSigmoid(LayerContext at, string x) =>
        at.Node("HardSigmoid", [x], new OnnxAttribute("alpha", 1f / 6), new OnnxAttribute("beta", 0.5f));
}
