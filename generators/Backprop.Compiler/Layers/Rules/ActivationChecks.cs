using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>What every layer with an activation demands of it.</summary>
internal static class ActivationChecks
{
    private const float DefaultSlope = 0.01f;

    /// <summary>Demands a known activation that makes sense on this many outputs, and a finite slope.</summary>
    public static void Check(LayerSite site, string argument, int? outputs)
    {
        int? activation = ValueChecks.Enum(site, argument, EnumNames.Activation, EnumNames.Activations, missing: 0);
        if (activation == EnumNames.Softmax && outputs == 1)
        {
            ValueChecks.Refuse(site, argument, "is softmax over 1 output, which is always 1: use Activation.Sigmoid, or make it 2 outputs or more");
        }

        ValueChecks.Finite(site, "Slope", DefaultSlope);
    }

    /// <summary>The slope of LeakyReLU below zero.</summary>
    public static float Slope(LayerSpec layer) => layer.Float("Slope", DefaultSlope);

    /// <summary>The activation's number; null where it is not one of them.</summary>
    public static int? Known(int activation) => activation >= 0 && activation < EnumNames.Activations.Count ? activation : null;
}
