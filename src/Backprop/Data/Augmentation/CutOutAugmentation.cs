using static System.FormattableString;

namespace Backprop.Data;

/// <summary>The rectangle around a pixel becomes the fill, as far as it lies within the image.</summary>
internal sealed class CutOutAugmentation : Augmentation
{
    private readonly int height;
    private readonly int width;
    private readonly float fill;

    public CutOutAugmentation(ImageShape image, int height, int width, float fill)
        : base(image, drawsPerRow: 2)
    {
        this.height = AugmentationSetting.Between(height, 1, image.Height, nameof(height));
        this.width = AugmentationSetting.Between(width, 1, image.Width, nameof(width));
        this.fill = AugmentationSetting.Finite(fill, nameof(fill));
    }

    public override string ToString() => Invariant($"cut-out of {height} × {width}, fill {fill}");

    protected internal override void Transform(Span<float> values, RowRandom random)
    {
        // Of an even size, the centre is the pixel below and right of the middle.
        int top = random.Below(0, Image.Height) - (height / 2), left = random.Below(1, Image.Width) - (width / 2);
        int first = Math.Max(0, left), last = Math.Min(Image.Width, left + width);
        for (int y = Math.Max(0, top); y < Math.Min(Image.Height, top + height); y++)
        {
            values.Slice((y * Image.LineSize) + (first * Image.Channels), (last - first) * Image.Channels).Fill(fill);
        }
    }
}
