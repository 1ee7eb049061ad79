using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Pooling;

namespace Backprop.Compiler.Layers;

/// <summary><c>[GlobalAveragePool]</c>: one window over all positions, seen as a column of them.</summary>
internal sealed class GlobalAveragePoolLayer : LayerDefinition
{
    public override string Attribute => "GlobalAveragePool";

    public override Shape? Check(LayerSite site) => RankChecks.Positions(site) is { } input ? Shape.Rows(input.Last) : null;

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        int positions = builder.Current.Shape.Leading, channels = builder.Current.Shape.Last;
        builder.Apply(new ReshapeOperator(Shape.Rows(positions, 1, channels)), name);
        builder.Apply(new AveragePoolOperator(new PoolWindow(positions, 1, 1, 1)), name);
        builder.Apply(new ReshapeOperator(Shape.Rows(channels)), name);
    }
}
