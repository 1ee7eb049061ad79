using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Input(dimensions)]</c>.</summary>
internal sealed class InputLayer : LayerDefinition
{
    public override string Attribute => "Input";

    public override LayerRole Role => LayerRole.Input;

    public override Shape? Check(LayerSite site) => ValueChecks.Dimensions(site, "dimensions");

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        builder.Current = builder.Graph.Add(new InputOperator(Shape.Rows(layer.Numbers("dimensions")!.Value.ToArray())), name);
        builder.Graph.Input = builder.Current;
    }
}
