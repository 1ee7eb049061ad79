namespace Backprop;

/// <summary>y = [x, a, b, …]: puts the values of layers above behind the current one, row by row.</summary>
/// <param name="names">The layers above (or <c>"input"</c>), at least one.</param>
public sealed class ConcatAttribute(params string[] names) : LayerAttribute
{
    /// <summary>The layers whose values are appended, in this order.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
