namespace Backprop.Compiler.Declaration;

/// <summary>What <c>[Weights]</c> says.</summary>
/// <param name="File">The file's name, or the end of its path.</param>
/// <param name="Training">Whether the class can be trained as well.</param>
internal sealed record WeightsSpec(string File, bool Training)
{
    /// <summary>The file itself; null until it has been found and fits.</summary>
    public Weights.WeightFile? Bound { get; init; }
}
