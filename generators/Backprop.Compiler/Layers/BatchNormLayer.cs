using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Normalization;

namespace Backprop.Compiler.Layers;

/// <summary><c>[BatchNorm]</c>: the batch's moments, the running averages of them, and the normalisation.</summary>
internal sealed class BatchNormLayer : NormLayer
{
    private const float DefaultMomentum = 0.1f;

    public override string Attribute => "BatchNorm";

    public override Shape? Check(LayerSite site)
    {
        float momentum = Momentum(site.Layer);
        if (!(momentum > 0 && momentum <= 1))
        {
            ValueChecks.OutOfRange(site, "Momentum", "above 0 and at most 1", ValueChecks.Number(momentum));
        }

        return base.Check(site);
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        Node x = builder.Current;
        int channels = x.Shape.Last;
        Node moments = builder.Graph.Add(new BatchMomentsOperator(), name, x);
        Node running = builder.State(name, new StateOperator([("runningMean", 0), ("runningVariance", 1)], Shape.Fixed(channels)));
        builder.UpdateState(running, new RunningAverageOperator(Momentum(layer)), name, moments);
        Node[] parameters = Parameters(layer, name, builder);
        builder.Apply(new BatchNormalizeOperator(Epsilon(layer), IsAffine(layer), channels, builder.Lane), name, [moments, .. parameters]);
    }

    private static float Momentum(LayerSpec layer) => layer.Float("Momentum", DefaultMomentum);
}
