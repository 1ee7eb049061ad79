namespace Backprop.Compiler.Layers;

/// <summary><c>[LayerNorm]</c>.</summary>
internal sealed class LayerNormLayer() : RowNormLayer(centered: true)
{
    public override string Attribute => "LayerNorm";
}
