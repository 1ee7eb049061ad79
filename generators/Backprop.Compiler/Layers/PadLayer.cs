using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Pad(amounts)]</c>.</summary>
internal sealed class PadLayer : LayerDefinition
{
    private const string Amounts = "amounts", Value = "Value";

    public override string Attribute => "Pad";

    public override Shape? Check(LayerSite site)
    {
        Shape? input = RankChecks.ImageOrSequence(site);
        Margins? margins = MarginChecks.Read(site, Amounts, input?.Dimensions.Count == 2);
        if (float.IsNaN(site.Layer.Float(Value, 0)))
        {
            ValueChecks.OutOfRange(site, Value, "a number", "NaN");
        }

        return input is not null && margins is not null ? ValueChecks.Fits(site, Amounts, margins.Around(input)) : null;
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        Shape input = builder.Current.Shape;
        Margins margins = MarginChecks.Read(LayerSite.Silent(layer, input), Amounts, input.Dimensions.Count == 2)!;
        builder.Apply(margins == Margins.None ? new ReshapeOperator(input) : new PadOperator(margins, layer.Float(Value, 0), isLayer: true), name);
    }
}
