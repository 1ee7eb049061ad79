using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Pooling;

namespace Backprop.Compiler.Layers;

/// <summary>A pool over an image: padding, where there is any, then one number per window and channel.</summary>
internal abstract class PoolLayer : LayerDefinition
{
    /// <summary>What the padding holds.</summary>
    protected abstract float PaddingValue { get; }

    protected abstract Operator Create(PoolWindow window);

    /// <summary>Demands more of the padding, where the layer does.</summary>
    protected virtual bool Accepts(LayerSite site, PoolWindow window, Margins margins) => true;

    public sealed override Shape? Check(LayerSite site) =>
        Read(site) is { } pool ? pool.Window.Result(Image.Of(pool.Margins.Around(site.Input!))).Shape(3) : null;

    public sealed override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        (Margins margins, PoolWindow window) = Read(LayerSite.Silent(layer, builder.Current.Shape))!.Value;
        if (margins != Margins.None)
        {
            builder.Apply(new PadOperator(margins, PaddingValue), name);
        }

        builder.Apply(Create(window), name);
    }

    private (Margins Margins, PoolWindow Window)? Read(LayerSite site)
    {
        Shape? input = RankChecks.Image(site);
        (WindowAxis Y, WindowAxis X)? axes = WindowChecks.Axes(site, isSequence: false, ("size", "height", "width"), usualStride: null);
        Margins? margins = WindowChecks.Margins(site, input, axes, isSequence: false);
        if (axes is not { } window || margins is null)
        {
            return null;
        }

        var pool = new PoolWindow(window.Y.Size, window.X.Size, window.Y.Stride, window.X.Stride);
        return Accepts(site, pool, margins) ? (margins, pool) : null;
    }
}
