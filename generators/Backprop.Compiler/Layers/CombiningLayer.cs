using Backprop.Compiler.Declaration;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>A layer that joins the current value with those of layers above.</summary>
internal abstract class CombiningLayer : LayerDefinition
{
    public sealed override int Check(LayerSite site)
    {
        if (site.OtherSizes.Count == 0)
        {
            ValueChecks.OutOfRange(site, LayerWiring.OthersArgument, "the name of at least one layer above", "empty");
        }

        return Combine(site);
    }

    /// <summary>Reports sizes that do not fit, and returns the size of the result.</summary>
    protected abstract int Combine(LayerSite site);

    /// <summary>Demands that all values have the size of the current one.</summary>
    protected static int SameSizes(LayerSite site)
    {
        EquatableArray<string> names = site.Layer.Texts(LayerWiring.OthersArgument);
        for (int other = 0; other < names.Count; other++)
        {
            int size = site.OtherSizes[other];
            if (size != site.InputSize && size != LayerSite.Unknown && site.InputSize != LayerSite.Unknown)
            {
                site.Report(ProblemIds.ShapesDiffer, LayerWiring.OthersArgument, site.Layer.Attribute, $"{site.InputSize}", names[other], $"{size}");
            }
        }

        return site.InputSize;
    }
}
