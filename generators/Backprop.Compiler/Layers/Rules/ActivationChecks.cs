using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>What every layer with an activation demands of it.</summary>
internal static class ActivationChecks
{
    private const float DefaultSlope = 0.01f;

    /// <summary>Demands a known activation that makes sense on this many outputs, and a finite slope.</summary>
    public static void Check(LayerSite site, string argument, int outputSize)
    {
        int? activation = ValueChecks.Enum(site, argument, EnumNames.Activation, EnumNames.Activations, missing: 0);
        if (activation == EnumNames.Softmax && outputSize == 1)
        {
            ValueChecks.OutOfRange(site, argument, "something else on 1 output, where softmax is always 1", $"{EnumNames.Activation}.Softmax");
        }

        ValueChecks.Finite(site, "Slope", DefaultSlope);
    }

    /// <summary>The slope of LeakyReLU below zero.</summary>
    public static float Slope(LayerSpec layer) => layer.Float("Slope", DefaultSlope);

    /// <summary>The activation's number; null where it is not one of them.</summary>
    public static int? Known(int activation) => activation >= 0 && activation < EnumNames.Activations.Count ? activation : null;
}
