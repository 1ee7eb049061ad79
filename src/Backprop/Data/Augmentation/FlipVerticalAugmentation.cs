namespace Backprop.Data;

/// <summary>out[y, x] = in[height − 1 − y, x].</summary>
internal sealed class FlipVerticalAugmentation(ImageShape image) : Augmentation(image, drawsPerRow: 0)
{
    private readonly float[] kept = new float[image.LineSize];

    public override string ToString() => "flip vertically";

    protected internal override void Transform(Span<float> values, RowRandom random)
    {
        int line = Image.LineSize;
        for (int top = 0, bottom = values.Length - line; top < bottom; top += line, bottom -= line)
        {
            values.Slice(top, line).CopyTo(kept);
            values.Slice(bottom, line).CopyTo(values[top..]);
            kept.CopyTo(values[bottom..]);
        }
    }
}
