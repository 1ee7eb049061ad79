using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Reshape(dimensions)]</c>.</summary>
internal sealed class ReshapeLayer : LayerDefinition
{
    private const string Dimensions = "dimensions";

    public override string Attribute => "Reshape";

    public override Shape? Check(LayerSite site)
    {
        if (ValueChecks.Dimensions(site, Dimensions) is not { } shape)
        {
            return null;
        }

        if (site.Input is { } input && input.Size != shape.Size)
        {
            ValueChecks.Refuse(site, Dimensions,
                $"must be a shape of as many values as come in, {input.Text} = {ValueChecks.Number(input.Size)}, but {shape.Text} = {ValueChecks.Number(shape.Size)}");
        }

        return shape;
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder) =>
        builder.Apply(new ReshapeOperator(new Shape(true, layer.Numbers(Dimensions)!.Value)), name);
}
