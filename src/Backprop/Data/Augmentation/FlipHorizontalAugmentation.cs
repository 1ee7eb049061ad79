namespace Backprop.Data;

/// <summary>out[y, x] = in[y, width − 1 − x].</summary>
internal sealed class FlipHorizontalAugmentation(ImageShape image) : Augmentation(image, drawsPerRow: 0)
{
    public override string ToString() => "flip horizontally";

    protected internal override void Transform(Span<float> values, RowRandom random)
    {
        int channels = Image.Channels;
        for (int start = 0; start < values.Length; start += Image.LineSize)
        {
            Span<float> line = values.Slice(start, Image.LineSize);

            // Reversed as a whole, and then each pixel, whose channels keep their order.
            line.Reverse();
            for (int x = 0; channels > 1 && x < line.Length; x += channels)
            {
                line.Slice(x, channels).Reverse();
            }
        }
    }
}
