using System.Collections.Immutable;
using Backprop.Gradients.Tests.Infrastructure;
using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Gradients.Tests.Stacks;

/// <summary>A random network with the batch to try it on.</summary>
internal sealed record Stack(NetworkChoice Network, int Rows, int Seed)
{
    private static readonly Gen<int> Width = Gen.OneOf(Gen.Elements(1, 15, 16, 17, 31, 33), Gen.Choose(1, 70));
    private static readonly Gen<ActivationChoice> Hidden = Gen.Elements(Registry.Activations.Where(activation => activation.Kind != Activation.Softmax));
    private static readonly Gen<LossChoice?> Loss = Gen.Elements(Registry.Losses.Concat(Registry.LossVariants));

    /// <summary>One to six layers, 1 to 70 wide, 1 to 40 rows.</summary>
    public static Gen<Stack> Generator { get; } =
        from inputs in Width
        from layers in Gen.Choose(1, 6).SelectMany(count => Gen.ListOf(Layer, count))
        from last in Gen.Elements(Registry.Activations.Select(activation => activation.Kind))
        from loss in Loss
        from isDouble in Gen.Elements(false, false, true)
        from inputGradient in Gen.Elements(true, false)
        from rows in Gen.Choose(1, 40)
        from seed in Gen.Choose(0, 1_000_000)
        select Legal(new Stack(new NetworkChoice(inputs, End(layers, last), loss, isDouble, inputGradient), rows, seed));

    /// <summary>A dense layer, or now and then an activation of its own.</summary>
    private static Gen<LayerChoice> Layer =>
        from isDense in Gen.Elements(true, true, true, true, true, false)
        from units in Width
        from activation in Hidden
        from bias in Gen.Elements(true, true, true, false)
        select isDense ? LayerChoice.Dense(units, activation.Kind, bias, activation.Slope) : LayerChoice.Alone(activation.Kind, activation.Slope);

    /// <summary>Simpler ones that might show the same fault.</summary>
    public IEnumerable<Stack> Shrink()
    {
        ImmutableArray<LayerChoice> layers = Network.Layers;
        IEnumerable<NetworkChoice> simpler =
        [
            .. Enumerable.Range(0, layers.Length > 1 ? layers.Length : 0).Select(i => Network with { Layers = layers.RemoveAt(i) }),
            .. layers.Select((layer, i) => layer.Units > 1 ? Network with { Layers = layers.SetItem(i, layer with { Units = (layer.Units + 1) / 2 }) } : null).OfType<NetworkChoice>(),
            .. layers.Select((layer, i) => layer is { Units: not null, Activation: not Activation.Linear } ? Network with { Layers = layers.SetItem(i, layer with { Activation = Activation.Linear }) } : null).OfType<NetworkChoice>(),
            .. Network.Inputs > 1 ? new[] { Network with { Inputs = (Network.Inputs + 1) / 2 } } : [],
            .. Network.Loss is null ? [] : new[] { Network with { Loss = null } },
        ];
        return simpler.Select(network => this with { Network = network })
            .Concat(Rows > 1 ? [this with { Rows = Rows / 2 }, this with { Rows = Rows - 1 }] : [])
            .Where(stack => stack == Legal(stack));
    }

    public override string ToString() => FormattableString.Invariant($"{Network}, {Rows} rows, seed {Seed}{(Network.InputGradient ? ", with the input gradient" : "")}");

    private static ImmutableArray<LayerChoice> End(IEnumerable<LayerChoice> layers, Activation last)
    {
        ImmutableArray<LayerChoice> all = [.. layers];
        return all.SetItem(all.Length - 1, all[^1] with { Activation = last });
    }

    // Nothing is softmax over one output, and no loss applies its activation twice: the output becomes linear, or there is no loss.
    private static Stack Legal(Stack stack)
    {
        NetworkChoice network = stack.Network;
        Activation last = network.Layers[^1].Activation;
        bool isTwice = last == Activation.Softmax && network.Loss?.Name is LossChoice.SoftmaxCrossEntropy or LossChoice.BinaryCrossEntropy
            || last == Activation.Sigmoid && network.Loss?.Name == LossChoice.BinaryCrossEntropy;
        if (isTwice || (last == Activation.Softmax && network.Outputs == 1))
        {
            network = network with { Layers = network.Layers.SetItem(network.Layers.Length - 1, network.Layers[^1] with { Activation = Activation.Linear }) };
        }

        return stack with { Network = network.Outputs == 1 && network.Loss?.Name == LossChoice.SoftmaxCrossEntropy ? network with { Loss = null } : network };
    }
}
