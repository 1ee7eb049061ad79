using Backprop.Compiler.Declaration;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Losses;

namespace Backprop.Compiler.Layers;

/// <summary><c>[MeanSquaredError]</c>.</summary>
internal sealed class MeanSquaredErrorLayer : LossLayer
{
    public override string Attribute => "MeanSquaredError";

    protected override LossOperator Create(LayerSpec layer) => new MeanSquaredError();
}
