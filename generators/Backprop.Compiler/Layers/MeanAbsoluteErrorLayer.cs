using Backprop.Compiler.Declaration;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Losses;

namespace Backprop.Compiler.Layers;

/// <summary><c>[MeanAbsoluteError]</c>.</summary>
internal sealed class MeanAbsoluteErrorLayer : LossLayer
{
    public override string Attribute => "MeanAbsoluteError";

    protected override LossOperator Create(LayerSpec layer) => new MeanAbsoluteError();
}
