using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Add("name", …)]</c>.</summary>
internal sealed class AddLayer : CombiningLayer
{
    public override string Attribute => "Add";

    protected override Shape? Combine(LayerSite site)
    {
        ShapesFit(site, (own, other) => own == other);
        return site.Input;
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        foreach (Node other in builder.Others)
        {
            builder.Apply(new AddOperator(), name, other);
        }
    }
}
