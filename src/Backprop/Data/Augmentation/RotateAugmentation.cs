using Backprop.Numerics;
using static System.FormattableString;

namespace Backprop.Data;

/// <summary>An image turned by θ anticlockwise comes from the coordinates turned back by θ: with y downwards,
/// source x = cos θ · x − sin θ · y, source y = sin θ · x + cos θ · y.</summary>
internal sealed class RotateAugmentation : Augmentation
{
    private readonly double degrees;
    private readonly float fill;
    private readonly BilinearResampler resampler;

    public RotateAugmentation(ImageShape image, double degrees, float fill)
        : base(image, drawsPerRow: 1)
    {
        if (!(degrees > 0 && degrees <= 180))
        {
            throw new ArgumentOutOfRangeException(nameof(degrees), degrees, Invariant($"{nameof(degrees)} must be above 0 and at most 180, not {degrees}."));
        }

        this.degrees = degrees;
        this.fill = AugmentationSetting.Finite(fill, nameof(fill));
        resampler = new BilinearResampler(image, fill);
    }

    public override string ToString() => Invariant($"rotate by {degrees}°, fill {fill}");

    protected internal override void Transform(Span<float> values, RowRandom random) => Turn(values, random.Uniform(0, -degrees, degrees));

    /// <summary>Turns one image anticlockwise, by −180 to 180 degrees.</summary>
    internal void Turn(Span<float> values, double angle)
    {
        // In half turns: the cosine of π·|turn|, and the sine as the cosine of what is left to a quarter.
        double turn = angle / 180, size = Math.Abs(turn);
        double cosine = ScalarCosine.OfPi(size), sine = ScalarCosine.OfPi(Math.Abs(0.5 - size));
        sine = turn < 0 ? -sine : sine;
        resampler.Draw(values, cosine, -sine, sine, cosine);
    }
}
