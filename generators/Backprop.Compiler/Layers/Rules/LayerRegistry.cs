namespace Backprop.Compiler.Layers.Rules;

/// <summary>Every attribute that can stand in a network: one line each.</summary>
internal static class LayerRegistry
{
    public static IReadOnlyList<LayerRules> All { get; } =
    [
        new InputRules(),
        new DenseRules(),
        new ActivationRules(),
        new MeanSquaredErrorRules(),
        new MeanAbsoluteErrorRules(),
        new HuberRules(),
        new BinaryCrossEntropyRules(),
        new SoftmaxCrossEntropyRules(),
    ];

    /// <summary>The rules of an attribute, by its name without suffix; null if there are none.</summary>
    public static LayerRules? Find(string attribute) => All.FirstOrDefault(rules => rules.Attribute == attribute);

    /// <summary>The role of an attribute that has rules.</summary>
    public static LayerRole RoleOf(string attribute) => Find(attribute)?.Role ?? LayerRole.Layer;
}
