using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>A layer that joins the current value with those of layers above.</summary>
internal abstract class CombiningLayer : LayerDefinition
{
    public sealed override Shape? Check(LayerSite site)
    {
        if (site.Others.Count == 0)
        {
            ValueChecks.OutOfRange(site, LayerWiring.OthersArgument, "the name of at least one layer above", "empty");
        }

        return Combine(site);
    }

    /// <summary>Reports shapes that do not fit, and returns the shape of the result.</summary>
    protected abstract Shape? Combine(LayerSite site);

    /// <summary>Demands that all values have the shape of the current one, or one that is as good for this layer.</summary>
    protected static bool ShapesFit(LayerSite site, Func<Shape, Shape, bool> fit)
    {
        int before = site.Problems.Count;
        EquatableArray<string> names = site.Layer.Texts(LayerWiring.OthersArgument);
        for (int other = 0; other < names.Count; other++)
        {
            if (site.Input is { } own && site.Others[other] is { } shape && !fit(own, shape))
            {
                site.Report(ProblemIds.ShapesDiffer, LayerWiring.OthersArgument, site.Layer.Attribute, own.Text, names[other], shape.Text,
                    own.Dimensions.Count == 1 ? $", for example with a [Dense({own.Text})]" : "");
            }
        }

        return site.Problems.Count == before;
    }
}
