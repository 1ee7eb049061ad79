using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Pooling;

namespace Backprop.Compiler.Layers;

/// <summary><c>[MaxPool2D(size)]</c>.</summary>
internal sealed class MaxPool2DLayer : PoolLayer
{
    public override string Attribute => "MaxPool2D";

    protected override float PaddingValue => float.NegativeInfinity;

    protected override Operator Create(PoolWindow window) => new MaxPoolOperator(window);

    /// <summary>A window in the padding alone would have no largest value.</summary>
    protected override bool Accepts(LayerSite site, PoolWindow window, Margins margins)
    {
        if (Math.Max(margins.Top, margins.Bottom) < window.Height && Math.Max(margins.Left, margins.Right) < window.Width)
        {
            return true;
        }

        ValueChecks.Refuse(site, "Pads", $"must be smaller than the window, {window.Height}×{window.Width}, on every side, so that each window has a value of the image in it, but is {margins.Described}");
        return false;
    }
}
