namespace Backprop;

/// <summary>Puts a border around an image, height×width×channels, or values at both ends of a sequence, length×channels. The channels stay as they are.
/// With one number, <c>[28, 28, 1]</c> becomes <c>[28 + 2·n, 28 + 2·n, 1]</c>.</summary>
/// <param name="amounts">Of an image, one number: on all four sides; two: above and below, left and right; four: top, bottom, left, right.
/// Of a sequence, one: at both ends; two: before, after. Each 0 or more.</param>
public sealed class PadAttribute(params int[] amounts) : LayerAttribute
{
    /// <summary>How much is added, by side.</summary>
    public IReadOnlyList<int> Amounts { get; } = amounts;

    /// <summary>What is added; any number but NaN, infinities included. Default: 0.</summary>
    public float Value { get; set; }
}
