using static System.FormattableString;

namespace Backprop.Data;

/// <summary>out = in + σ·n, n from the normal distribution, one draw per value.</summary>
internal sealed class NoiseAugmentation : Augmentation
{
    private readonly float deviation;

    public NoiseAugmentation(ImageShape image, float deviation)
        : base(image, drawsPerRow: image.Size)
    {
        this.deviation = deviation > 0 && float.IsFinite(deviation)
            ? deviation
            : throw new ArgumentOutOfRangeException(nameof(deviation), deviation, Invariant($"{nameof(deviation)} must be finite and above 0, not {deviation}."));
    }

    public override string ToString() => Invariant($"noise {deviation}");

    protected internal override void Transform(Span<float> values, RowRandom random)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(values[i] + (deviation * random.Normal(i)));
        }
    }
}
