using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Reference;

/// <summary>All reference networks in both precisions, emitted in one compilation.</summary>
internal static class EmittedReferenceNetworks
{
    private static readonly Lazy<EmittedNetworks> Networks = new(() =>
        EmittedNetworks.Compile([.. ReferenceNetwork.All.SelectMany(network => new[] { network.Choice(isDouble: false), network.Choice(isDouble: true) })]));

    public static INetwork<float> CreateSingle(int index) => Networks.Value.Create<float>(2 * index);

    public static INetwork<double> CreateDouble(int index) => Networks.Value.Create<double>((2 * index) + 1);
}
