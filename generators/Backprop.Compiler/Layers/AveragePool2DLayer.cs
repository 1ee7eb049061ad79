using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Pooling;

namespace Backprop.Compiler.Layers;

/// <summary><c>[AveragePool2D(size)]</c>.</summary>
internal sealed class AveragePool2DLayer : PoolLayer
{
    public override string Attribute => "AveragePool2D";

    protected override float PaddingValue => 0;

    protected override Operator Create(PoolWindow window) => new AveragePoolOperator(window);
}
