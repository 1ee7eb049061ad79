namespace Backprop.Compiler.Declaration;

/// <summary>Something wrong with a declaration, without symbols: where it is follows from the layer's index.</summary>
/// <param name="Id">The diagnostic's ID, one of <see cref="ProblemIds"/>.</param>
/// <param name="Layer">The index of the attribute in <see cref="NetworkSpec.Layers"/>, or <see cref="OnClass"/>.</param>
/// <param name="Arguments">What fills the placeholders of the diagnostic's message.</param>
internal sealed record Problem(string Id, int Layer, EquatableArray<string> Arguments)
{
    /// <summary>The problem is the class's own: its location is the class's name.</summary>
    public const int OnClass = -1;

    /// <summary>The problem is one of <c>[Weights]</c>: its location is there.</summary>
    public const int OnWeights = -2;

    /// <summary>Where the layer uses a block: the index of the wrong layer in the block, then in the block that this one uses, …</summary>
    public EquatableArray<int> Inner { get; init; } = EquatableArray<int>.Empty;

    /// <summary>Whether it is the block's own problem, wherever the block is used, and is reported with the block.</summary>
    public bool OfBlock { get; init; }

    /// <summary>The argument of the attribute that is wrong, by its parameter's or property's name; null if it is the attribute as a whole.</summary>
    public string? Argument { get; init; }

    public static Problem At(int layer, string id, params string[] arguments) => new(id, layer, new(arguments));
}
