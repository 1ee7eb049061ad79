using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>What the losses have in common: they end the network and have no outputs of their own.</summary>
internal abstract class LossRules : LayerRules
{
    public sealed override LayerRole Role => LayerRole.Loss;

    public sealed override int Check(LayerSite site)
    {
        CheckLoss(site);
        return site.InputSize;
    }

    protected abstract void CheckLoss(LayerSite site);

    /// <summary>Refuses an activation before a loss that takes logits and applies one itself.</summary>
    protected static void RefuseActivation(LayerSite site, string applied, params int[] refused)
    {
        if (site.PreviousActivation is { } before && refused.Contains(before))
        {
            site.Report(ProblemIds.LossDoesNotFit, null, site.Layer.Attribute,
                $"it takes logits and applies {applied} itself, but [{site.Previous!.Attribute}] before it already applies {EnumNames.Activations[before]}; remove that activation");
        }
    }
}
