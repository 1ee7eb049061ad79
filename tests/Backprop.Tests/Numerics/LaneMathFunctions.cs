using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>The functions of <see cref="LaneMath"/> by name, over arrays.</summary>
internal static class LaneMathFunctions
{
    public static readonly string[] Names = ["Exp", "Expm1", "Log", "Log1p", "Tanh", "Sigmoid", "Softplus", "Erf", "Relu"];

    public static T[] Apply<TLane, T>(string name, T[] inputs)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        T[] outputs = new T[inputs.Length];
        for (int i = 0; i < inputs.Length; i += TLane.Width)
        {
            int count = Math.Min(TLane.Width, inputs.Length - i);
            TLane.StorePartial(Apply(name, TLane.LoadPartial(in inputs[0], i, count)), ref outputs[0], i, count);
        }

        return outputs;
    }

    public static float Apply(string name, float x) => Apply<FloatLane512, float>(name, [x])[0];

    public static double Apply(string name, double x) => Apply<DoubleLane512, double>(name, [x])[0];

    private static TLane Apply<TLane>(string name, TLane x)
        where TLane : struct, ILane<TLane> => name switch
        {
            "Exp" => LaneMath.Exp(x),
            "Expm1" => LaneMath.Expm1(x),
            "Log" => LaneMath.Log(x),
            "Log1p" => LaneMath.Log1p(x),
            "Tanh" => LaneMath.Tanh(x),
            "Sigmoid" => LaneMath.Sigmoid(x),
            "Softplus" => LaneMath.Softplus(x),
            "Erf" => LaneMath.Erf(x),
            "Relu" => LaneMath.Relu(x),
            _ => throw new ArgumentException($"No function is named {name}.", nameof(name)),
        };
}
