using Backprop.Compiler.Declaration;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Losses;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Huber(delta)]</c>.</summary>
internal sealed class HuberLayer : LossLayer
{
    public override string Attribute => "Huber";

    protected override LossOperator Create(LayerSpec layer) => new Huber(layer.Float("delta", 1));
}
