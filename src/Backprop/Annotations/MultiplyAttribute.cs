namespace Backprop;

/// <summary>y = x ⊙ a ⊙ b ⊙ …: multiplies the current value by those of layers above, element by element. A gate.</summary>
/// <param name="names">The layers above (or <c>"input"</c>), at least one; each has the shape of the current value.</param>
public sealed class MultiplyAttribute(params string[] names) : LayerAttribute
{
    /// <summary>The layers whose values are multiplied with.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
