using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Activation(kind)]</c>.</summary>
internal sealed class ActivationLayer : LayerDefinition
{
    public override string Attribute => "Activation";

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder) =>
        ActivationLowering.Lower(ActivationLowering.Name(layer.Int("kind")), layer.Float("Slope", 0.01f), name, builder);
}
