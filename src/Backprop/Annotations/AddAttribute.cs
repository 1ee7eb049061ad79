namespace Backprop;

/// <summary>y = x + a + b + …: adds the values of layers above to the current one, element by element. A residual connection.</summary>
/// <param name="names">The layers above (or <c>"input"</c>), at least one; each has the shape of the current value.</param>
public sealed class AddAttribute(params string[] names) : LayerAttribute
{
    /// <summary>The layers whose values are added.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
