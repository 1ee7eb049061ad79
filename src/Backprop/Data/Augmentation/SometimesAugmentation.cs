using static System.FormattableString;

namespace Backprop.Data;

/// <summary>Draw 0 decides whether the other transform, with the draws behind it, happens at all.</summary>
internal sealed class SometimesAugmentation(double probability, Augmentation other) : Augmentation(other.Image, CountDraws(other))
{
    private readonly double probability = AugmentationSetting.Between(probability, 0, 1, nameof(probability));

    public override string ToString() => Invariant($"{other} (probability {probability})");

    protected internal override void Transform(Span<float> values, RowRandom random)
    {
        if (random.Uniform(0) < probability)
        {
            other.Transform(values, random.Part(1, other.DrawsPerRow));
        }
    }

    private static int CountDraws(Augmentation other) =>
        other.DrawsPerRow < int.MaxValue
            ? other.DrawsPerRow + 1
            : throw new ArgumentException(Invariant($"The transform needs {other.DrawsPerRow} random numbers per row, and none is left to decide."), nameof(other));
}
