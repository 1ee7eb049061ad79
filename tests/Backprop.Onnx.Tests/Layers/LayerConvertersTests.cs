using Backprop.Onnx.Layers;

namespace Backprop.Onnx.Tests.Layers;

/// <summary>What the library declares can be exported, from the day it lands.</summary>
public sealed class LayerConvertersTests
{
    /// <summary>All but <c>[Use]</c>, whose blocks the architecture writes out.</summary>
    [Fact]
    public void EveryLayerHasAConverter() => Assert.Equal(Declared(typeof(LayerAttribute)), Names(LayerConverters.Layers));

    [Fact]
    public void EveryLossHasALink() => Assert.Equal(Declared(typeof(LossAttribute)), Names(LossLinks.Losses));

    private static IEnumerable<string> Declared(Type attribute) =>
        Names(attribute.Assembly.GetTypes().Where(type => type.IsSubclassOf(attribute) && !type.IsAbstract && !type.IsGenericTypeDefinition));

    private static IEnumerable<string> Names(IEnumerable<Type> types) => types.Select(type => type.Name).Order(StringComparer.Ordinal);
}
