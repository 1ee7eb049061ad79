using Backprop.Compiler.Declaration;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Losses;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Huber(delta)]</c>.</summary>
internal sealed class HuberLayer : LossLayer
{
    public override string Attribute => "Huber";

    protected override void CheckLoss(LayerSite site)
    {
        float delta = site.Layer.Float("delta", missing: 1);
        if (!ValueChecks.IsFinite(delta) || delta <= 0)
        {
            ValueChecks.OutOfRange(site, "delta", "finite and above 0", ValueChecks.Number(delta));
        }
    }

    protected override LossOperator Create(LayerSpec layer) => new Huber(layer.Float("delta", 1));
}
