namespace Backprop.Gradients.Tests.Infrastructure;

/// <summary>An activation with its slope, as a test chooses it.</summary>
internal sealed record ActivationChoice(Activation Kind, float Slope = 0.01f)
{
    public override string ToString() => Kind == Activation.LeakyReLU ? FormattableString.Invariant($"{Kind}({Slope})") : Kind.ToString();
}

/// <summary>Every activation and every loss that the library declares, found by reflection: a new one is tested from the day it lands.</summary>
internal static class Registry
{
    /// <summary>All activations, the ones with a slope several times.</summary>
    public static IReadOnlyList<ActivationChoice> Activations { get; } =
    [
        .. Enum.GetValues<Activation>().SelectMany(kind => kind == Activation.LeakyReLU
            ? new[] { new ActivationChoice(kind), new ActivationChoice(kind, 0), new ActivationChoice(kind, -0.5f) }
            : [new ActivationChoice(kind)]),
    ];

    /// <summary>The names of all loss attributes, without suffix.</summary>
    public static IReadOnlyList<string> LossNames { get; } =
    [
        .. typeof(LossAttribute).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LossAttribute)) && !type.IsAbstract)
            .Select(type => type.Name[..^"Attribute".Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All losses as they are by default, and null for no loss.</summary>
    public static IReadOnlyList<LossChoice?> Losses { get; } = [.. LossNames.Select(name => new LossChoice(name)), null];

    /// <summary>Losses with their number set.</summary>
    public static IReadOnlyList<LossChoice> LossVariants { get; } =
        [new LossChoice(LossChoice.Huber, 0.25f), new LossChoice(LossChoice.SoftmaxCrossEntropy, 0.1f)];
}
