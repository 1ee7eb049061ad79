using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[GaussianNoise(deviation)]</c>: noise, and the sum with it.</summary>
internal sealed class GaussianNoiseLayer : LayerDefinition
{
    private const string Deviation = "deviation";

    public override string Attribute => "GaussianNoise";

    public override bool ChangesPrediction => false;

    public override Shape? Check(LayerSite site)
    {
        float deviation = site.Layer.Float(Deviation, missing: 0);
        if (!(deviation >= 0 && ValueChecks.IsFinite(deviation)))
        {
            ValueChecks.OutOfRange(site, Deviation, "a standard deviation, 0 or more", ValueChecks.Number(deviation));
        }

        return site.Input;
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        Node noise = builder.Graph.Add(new NoiseOperator(builder.Current.Shape, layer.Float(Deviation, missing: 0), builder.NextStream()), name);
        builder.Apply(new AddNoiseOperator(), name, noise);
    }
}
