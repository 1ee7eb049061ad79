using Backprop.Compiler.Layers;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Tests.Layers;

/// <summary>The compiler cannot reference the library, so what it repeats is held against it here.</summary>
public sealed class LayerRegistryTests
{
    [Fact]
    public void EveryAttributeOfTheLibraryHasRules()
    {
        IEnumerable<string> attributes = typeof(NetworkAttribute).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && (type == typeof(InputAttribute) || type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossAttribute))))
            .Select(type => type.Name[..^"Attribute".Length]);

        Assert.Equal(attributes.Order(StringComparer.Ordinal), LayerRegistry.All.Select(rules => rules.Attribute).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void RolesFollowTheBaseClasses()
    {
        Assert.All(LayerRegistry.All, rules =>
        {
            Type attribute = typeof(NetworkAttribute).Assembly.GetType($"Backprop.{rules.Attribute}Attribute", throwOnError: true)!;
            LayerRole expected = attribute.IsSubclassOf(typeof(LayerAttribute)) ? LayerRole.Layer
                : attribute.IsSubclassOf(typeof(LossAttribute)) ? LayerRole.Loss : LayerRole.Input;
            Assert.Equal(expected, rules.Role);
        });
    }

    [Fact]
    public void TheEnumsAreTheLibrarys()
    {
        Assert.Equal(Enum.GetNames<Activation>(), EnumNames.Activations);
        Assert.Equal(Enum.GetNames<Initializer>(), EnumNames.Initializers);
        Assert.Equal(Enum.GetNames<Padding>(), EnumNames.Paddings);
        Assert.Equal((int)Padding.Same, EnumNames.Same);
        Assert.Equal((int)Activation.Softmax, EnumNames.Softmax);
        Assert.Equal((int)Activation.Sigmoid, EnumNames.Sigmoid);
        Assert.Equal((int)Initializer.Normal, EnumNames.Normal);
    }

    [Fact]
    public void TheBudgetIsWhatOneArrayHolds()
    {
        Assert.Equal(ParameterBudget.Max, Array.MaxLength - 64);
    }
}
