using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary>A loss attribute: the output so far is compared with the targets.</summary>
internal abstract class LossLayer : LayerDefinition
{
    public sealed override LayerRole Role => LayerRole.Loss;

    public sealed override bool ChangesPrediction => false;

    public sealed override Shape? Check(LayerSite site)
    {
        CheckLoss(site);
        return site.Input;
    }

    /// <summary>Reports what is wrong with the loss; most fit any output.</summary>
    protected virtual void CheckLoss(LayerSite site)
    {
    }

    /// <summary>Refuses an activation before a loss that takes logits and applies one itself.</summary>
    protected static void RefuseActivation(LayerSite site, string applied, params int[] refused)
    {
        if (site.PreviousActivation is { } before && refused.Contains(before))
        {
            site.Report(ProblemIds.LossDoesNotFit, null, site.Layer.Attribute,
                $"it takes logits and applies {applied} itself, but [{site.Previous!.Attribute}] before it already applies {EnumNames.Activations[before]}; remove that activation");
        }
    }

    /// <summary>The loss operator.</summary>
    protected abstract LossOperator Create(LayerSpec layer);

    /// <summary>What turns the raw outputs into what the loss reads and <c>Predict</c> returns; null if they are the same.</summary>
    protected virtual Operator? Link => null;

    public sealed override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        builder.Graph.Output = builder.Computed(name);
        if (Link is { } link)
        {
            builder.Apply(link, "Prediction");
        }

        builder.Graph.Prediction = builder.Current;
        builder.Graph.Loss = builder.Graph.Add(Create(layer), name, builder.Current);
    }
}
