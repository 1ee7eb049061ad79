namespace Backprop.Compiler.Layers;

/// <summary><c>[RmsNorm]</c>.</summary>
internal sealed class RmsNormLayer() : RowNormLayer(centered: false)
{
    public override string Attribute => "RmsNorm";

    protected override bool HasBias => false;
}
