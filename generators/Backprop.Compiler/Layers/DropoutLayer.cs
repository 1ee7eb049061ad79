using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Dropout(rate)]</c>: a mask, and the product with it.</summary>
internal sealed class DropoutLayer : LayerDefinition
{
    private const string Rate = "rate";

    public override string Attribute => "Dropout";

    public override bool ChangesPrediction => false;

    public override Shape? Check(LayerSite site)
    {
        float rate = site.Layer.Float(Rate, missing: 0);
        if (!(rate >= 0 && rate < 1))
        {
            ValueChecks.OutOfRange(site, Rate, "a probability of at least 0 and below 1", ValueChecks.Number(rate));
        }

        return site.Input;
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        Node mask = builder.Graph.Add(new DropoutMaskOperator(builder.Current.Shape, layer.Float(Rate, missing: 0), builder.NextStream()), name);
        builder.Apply(new DropoutOperator(), name, mask);
    }
}
