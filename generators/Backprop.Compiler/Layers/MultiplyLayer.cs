using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Multiply("name", …)]</c>.</summary>
internal sealed class MultiplyLayer : CombiningLayer
{
    public override string Attribute => "Multiply";

    protected override Shape? Combine(LayerSite site)
    {
        ShapesFit(site, (own, other) => own == other);
        return site.Input;
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        foreach (Node other in builder.Others)
        {
            builder.Apply(new MultiplyOperator(), name, other);
        }
    }
}
