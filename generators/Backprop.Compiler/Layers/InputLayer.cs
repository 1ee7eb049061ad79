using Backprop.Compiler.Declaration;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Input(size)]</c>.</summary>
internal sealed class InputLayer : LayerDefinition
{
    public override string Attribute => "Input";

    public override LayerRole Role => LayerRole.Input;

    public override int Check(LayerSite site) => ValueChecks.Size(site, "size");

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        builder.Current = builder.Graph.Add(new InputOperator(layer.Int("size")), name);
        builder.Graph.Input = builder.Current;
    }
}
