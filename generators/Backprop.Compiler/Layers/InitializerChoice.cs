using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>Which initialiser a layer's weights get.</summary>
internal static class InitializerChoice
{
    private static readonly string[] XavierActivations = ["Linear", "Softsign", "HardSigmoid", "Sigmoid", "Tanh", "Softmax"];

    /// <summary>The declared initialiser; where it is Auto, what keeps the variance through the activation:
    /// He for the ReLU family, LeCun for SELU, Xavier for the rest.</summary>
    public static string Resolve(int declared, string activation) => EnumNames.Initializers[declared] switch
    {
        "Auto" when activation == "SELU" => "LeCunNormal",
        "Auto" when XavierActivations.Contains(activation) => "XavierNormal",
        "Auto" => "HeNormal",
        string name => name,
    };
}
