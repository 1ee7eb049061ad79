using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Flatten]</c>.</summary>
internal sealed class FlattenLayer : LayerDefinition
{
    public override string Attribute => "Flatten";

    public override Shape? Check(LayerSite site) => site.Input is { } input ? Shape.Rows(input.Width) : null;

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder) =>
        builder.Apply(new ReshapeOperator(Shape.Rows(builder.Current.Shape.Width)), name);
}
