using static System.FormattableString;

namespace Backprop.Data;

/// <summary>out[y, x] = in[y − v, x − h] with whole v and h; the fill where that lies outside.</summary>
internal sealed class ShiftAugmentation : Augmentation
{
    /// <summary>The choices of a distance, of both signs and 0, are counted in an int.</summary>
    private const int LargestDistance = (int.MaxValue - 1) / 2;

    private readonly int vertical;
    private readonly int horizontal;
    private readonly float fill;
    private readonly float[] source;

    public ShiftAugmentation(ImageShape image, int vertical, int horizontal, float fill)
        : base(image, drawsPerRow: 2)
    {
        this.vertical = AugmentationSetting.Between(vertical, 0, Math.Min(image.Height - 1, LargestDistance), nameof(vertical));
        this.horizontal = AugmentationSetting.Between(horizontal, 0, Math.Min(image.Width - 1, LargestDistance), nameof(horizontal));
        this.fill = AugmentationSetting.Finite(fill, nameof(fill));
        source = new float[image.Size];
    }

    public override string ToString() => Invariant($"shift by {vertical} and {horizontal}, fill {fill}");

    protected internal override void Transform(Span<float> values, RowRandom random)
    {
        int down = Draw(random, 0, vertical), right = Draw(random, 1, horizontal) * Image.Channels;
        values.CopyTo(source);
        values.Fill(fill);
        int line = Image.LineSize, kept = line - Math.Abs(right);
        for (int y = Math.Max(0, down); y < Image.Height + Math.Min(0, down); y++)
        {
            source.AsSpan(((y - down) * line) + Math.Max(0, -right), kept).CopyTo(values[((y * line) + Math.Max(0, right))..]);
        }
    }

    private static int Draw(RowRandom random, int index, int largest) => random.Below(index, (2 * largest) + 1) - largest;
}
