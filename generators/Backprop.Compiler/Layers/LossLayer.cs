using Backprop.Compiler.Declaration;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary>A loss attribute: the output so far is compared with the targets.</summary>
internal abstract class LossLayer : LayerDefinition
{
    /// <summary>The loss operator.</summary>
    protected abstract LossOperator Create(LayerSpec layer);

    /// <summary>What turns the raw outputs into what the loss reads and <c>Predict</c> returns; null if they are the same.</summary>
    protected virtual Operator? Link => null;

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        builder.Graph.Output = builder.Current;
        if (Link is { } link)
        {
            builder.Apply(link, "Prediction");
        }

        builder.Graph.Prediction = builder.Current;
        builder.Graph.Loss = builder.Graph.Add(Create(layer), name, builder.Current);
    }
}
