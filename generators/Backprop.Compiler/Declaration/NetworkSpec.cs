namespace Backprop.Compiler.Declaration;

/// <summary>All that the generator knows of a network: plain values, so that equal sources give equal specs. No symbol,
/// no syntax and no location may be reachable from here.</summary>
/// <param name="Namespace">The namespace, as it is written in code (keywords escaped); empty for the global one.</param>
/// <param name="ContainingTypes">The types around the class, outermost first, as the head of a partial declaration: <c>partial struct Outer</c>.</param>
/// <param name="Name">The class's name, without escape.</param>
/// <param name="HintName">What the emitted files are called, without suffix; unique in the compilation, whatever the case.</param>
/// <param name="QualifyNames">Whether simple names like <c>Span</c> or <c>ILane</c> mean something else where the class stands.</param>
/// <param name="IsDouble">Whether the network computes in double precision.</param>
/// <param name="InputGradient">Whether backward computes ∂L/∂inputs.</param>
/// <param name="Layers">The input, layer and loss attributes in source order.</param>
internal sealed record NetworkSpec(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string HintName,
    bool QualifyNames,
    bool IsDouble,
    bool InputGradient,
    EquatableArray<LayerSpec> Layers)
{
    /// <summary>The weights that lie in the assembly; null where there are none.</summary>
    public WeightsSpec? Weights { get; init; }

    /// <summary>Whether there is no code for training.</summary>
    public bool IsInferenceOnly => Weights is { Training: false };
}
