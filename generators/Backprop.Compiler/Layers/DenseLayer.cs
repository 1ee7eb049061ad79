using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Dense(units, activation)]</c>: a product, a bias and an activation, which the passes fuse.</summary>
internal sealed class DenseLayer : LayerDefinition
{
    public override string Attribute => "Dense";

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        int inputs = builder.Current.Shape.Width, units = layer.Int("units");
        string activation = ActivationLowering.Name(layer.Int("activation"));
        var start = new WeightStart(
            InitializerChoice.Resolve(layer.Int("Initializer"), activation), inputs, units, layer.Float("InitializerValue", 0.01f));
        Node weight = builder.Parameter(name, "weight", Shape.Fixed(inputs, units), isWeight: true, start);
        builder.Apply(new DenseOperator(inputs, units, builder.Lane), name, weight);
        if (layer.Bool("UseBias", true))
        {
            Node bias = builder.Parameter(name, "bias", Shape.Fixed(units), isWeight: false, start: null);
            builder.Apply(new AddBiasOperator(), name, bias);
        }

        if (activation != "Linear")
        {
            ActivationLowering.Lower(activation, layer.Float("Slope", 0.01f), name, builder);
        }
    }
}
