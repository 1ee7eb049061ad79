using System.Collections.Immutable;

namespace Backprop;

/// <summary>One attribute of a network or block, as emitted code hands it to <see cref="NetworkArchitecture"/>.</summary>
/// <param name="Name">The layer's name, as a property of <c>model.Layers</c>; of input and loss, their attribute's.</param>
/// <param name="Attribute">The attribute itself; null for a block in use.</param>
/// <param name="Shape">A row's shape after it.</param>
public sealed record LayerDeclaration(string Name, Attribute? Attribute, ImmutableArray<int> Shape)
{
    /// <summary>The value it starts from, by its place in the list; -1 is what comes into the block, null the value of the layer above.</summary>
    public int? From { get; init; }

    /// <summary>The further values that it combines, by the same numbers.</summary>
    public ImmutableArray<int> Others { get; init; } = [];

    /// <summary>The layers of a block in use; empty for a layer.</summary>
    public ImmutableArray<LayerDeclaration> Block { get; init; } = [];

    /// <summary>How often the block stands in a row.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>The block's full name where all its shared uses have the same parameters; null where each has its own.</summary>
    public string? Shared { get; init; }
}
