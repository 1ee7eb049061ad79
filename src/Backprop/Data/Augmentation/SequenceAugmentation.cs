using static System.FormattableString;

namespace Backprop.Data;

/// <summary>Transforms one after the other, and their draws too.</summary>
internal sealed class SequenceAugmentation : Augmentation
{
    private readonly Augmentation[] transforms;

    public SequenceAugmentation(ReadOnlySpan<Augmentation> transforms)
        : base(ImageOf(transforms), CountDraws(transforms)) => this.transforms = transforms.ToArray();

    public override string ToString() => string.Join("; ", transforms.Select(transform => transform.ToString()));

    protected internal override void Transform(Span<float> values, RowRandom random)
    {
        int start = 0;
        foreach (Augmentation transform in transforms)
        {
            transform.Transform(values, random.Part(start, transform.DrawsPerRow));
            start += transform.DrawsPerRow;
        }
    }

    private static ImageShape ImageOf(ReadOnlySpan<Augmentation> transforms)
    {
        if (transforms.IsEmpty)
        {
            throw new ArgumentException("A sequence has at least one transform; there is none.", nameof(transforms));
        }

        foreach (Augmentation transform in transforms)
        {
            ArgumentNullException.ThrowIfNull(transform, nameof(transforms));
            if (transform.Image != transforms[0].Image)
            {
                throw new ArgumentException(
                    Invariant($"The transforms of a sequence are for images of one shape; there are {transforms[0].Image} and {transform.Image}."), nameof(transforms));
            }
        }

        return transforms[0].Image;
    }

    private static int CountDraws(ReadOnlySpan<Augmentation> transforms)
    {
        long draws = 0;
        foreach (Augmentation transform in transforms)
        {
            draws += transform.DrawsPerRow;
        }

        return draws <= int.MaxValue
            ? (int)draws
            : throw new ArgumentException(Invariant($"The transforms need {draws} random numbers per row; {int.MaxValue} are the most there are."), nameof(transforms));
    }
}
