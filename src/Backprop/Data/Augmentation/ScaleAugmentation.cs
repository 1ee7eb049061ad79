using static System.FormattableString;

namespace Backprop.Data;

/// <summary>An image enlarged by f comes from the coordinates over f.</summary>
internal sealed class ScaleAugmentation : Augmentation
{
    private const double SmallestFactor = 0.1, LargestFactor = 10;
    private readonly double minimum;
    private readonly double maximum;
    private readonly float fill;
    private readonly BilinearResampler resampler;

    public ScaleAugmentation(ImageShape image, double minimum, double maximum, float fill)
        : base(image, drawsPerRow: 1)
    {
        this.minimum = AugmentationSetting.Between(minimum, SmallestFactor, LargestFactor, nameof(minimum));
        this.maximum = AugmentationSetting.Between(maximum, minimum, LargestFactor, nameof(maximum));
        this.fill = AugmentationSetting.Finite(fill, nameof(fill));
        resampler = new BilinearResampler(image, fill);
    }

    public override string ToString() => Invariant($"scale {minimum} to {maximum}, fill {fill}");

    protected internal override void Transform(Span<float> values, RowRandom random) => Zoom(values, random.Uniform(0, minimum, maximum));

    /// <summary>Enlarges one image.</summary>
    internal void Zoom(Span<float> values, double factor)
    {
        double step = 1 / factor;
        resampler.Draw(values, step, 0, 0, step);
    }
}
