using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Normalization;

namespace Backprop.Compiler.Layers;

/// <summary><c>[BatchNorm]</c>: per channel, over the batch in training, by running averages in inference.</summary>
internal sealed class BatchNormLayer : NormLayer
{
    private const string Momentum = "Momentum";
    private const float DefaultMomentum = 0.1f;

    public override string Attribute => "BatchNorm";

    public override Shape? Check(LayerSite site)
    {
        float momentum = site.Layer.Float(Momentum, DefaultMomentum);
        if (!(momentum >= 0 && momentum <= 1))
        {
            ValueChecks.OutOfRange(site, Momentum, "from 0 to 1", ValueChecks.Number(momentum));
        }

        return base.Check(site);
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        Shape input = builder.Current.Shape;
        Node state = builder.State(name, new StateOperator([("runningMean", 0), ("runningVariance", 1)], Shape.Fixed(input.Last)));
        Node moments = builder.Graph.Add(new BatchMomentsOperator(), name, builder.Current);
        builder.UpdateState(state, new RunningMomentsOperator(layer.Float(Momentum, DefaultMomentum), input.Leading), name, moments);
        Node[] parameters = Parameters(layer, name, builder);
        builder.Apply(new BatchNormalizeOperator(Epsilon(layer), input.Last, builder.Lane, parameters.Length > 0), name, [moments, .. parameters]);
    }
}
