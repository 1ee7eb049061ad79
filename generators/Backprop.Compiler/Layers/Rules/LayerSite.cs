using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>A layer, what comes into it, and where its problems go.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Index">Its index in <see cref="NetworkSpec.Layers"/>.</param>
/// <param name="Input">The shape of what comes in; null after a wrong size, so that one mistake is reported once.</param>
/// <param name="Previous">The layer before, null for the first.</param>
/// <param name="Problems">The problems found so far.</param>
internal sealed record LayerSite(LayerSpec Layer, int Index, Shape? Input, LayerSpec? Previous, List<Problem> Problems)
{
    /// <summary>A layer that has been checked: problems go nowhere.</summary>
    public static LayerSite Silent(LayerSpec layer, Shape? input) => new(layer, 0, input, null, []);

    /// <summary>The layer, or the input, whose value comes in; null for what comes into a block, and if it cannot be told.</summary>
    public LayerSpec? Source { get; init; }

    /// <summary>Whether the layer stands in a block.</summary>
    public bool IsInBlock { get; init; }

    /// <summary>The shapes of the further values that the layer names; null where unknown.</summary>
    public IReadOnlyList<Shape?> Others { get; init; } = [];

    /// <summary>What comes into the shared uses above, by the block's full name.</summary>
    public Dictionary<string, Shape> SharedInputs { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The activation that has already been applied to what comes in, by number; null if none.</summary>
    public int? PreviousActivation => Previous is null ? null : LayerRegistry.Find(Previous.Attribute)?.OutputActivation(Previous);

    /// <summary>Adds a problem of one argument, or of the whole attribute if that is null.</summary>
    public void Report(string id, string? argument, params string[] arguments) =>
        Problems.Add(Problem.At(Index, id, arguments) with { Argument = argument });
}
