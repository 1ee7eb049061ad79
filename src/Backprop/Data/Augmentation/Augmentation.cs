using static System.FormattableString;

namespace Backprop.Data;

/// <summary>
/// Changes images at random while a network is trained on them, so that it learns what they have in common rather than the images
/// themselves. Set it as <see cref="Trainer{TNetwork}.Augmentation"/>, or call it on batches of your own:
/// <code>
/// var image = new ImageShape(28, 28);
/// Augmentation augmentation = Augmentation.Sequence(
///     Augmentation.Shift(image, vertical: 2, horizontal: 2), Augmentation.Rotate(image, degrees: 10), Augmentation.Noise(image, deviation: 0.05f));
/// </code>
/// </summary>
/// <remarks>
/// <para>Images are rows of <c>[height × width × channels]</c> values, channels last, changed in place; all channels of a pixel move together.
/// Values are those that the network gets: of a standardised dataset, standardised ones, so that black may not be 0.</para>
/// <para>What happens to a row depends on the seed, the epoch and the row's number alone: not on the batch it is in, nor on the rows before.
/// Draw i of a row is number <c>(row · 2³²) + i</c> of stream <see cref="RandomStreams.Augmentation"/> + epoch. The same seed gives the same bits
/// on every machine.</para>
/// <para>Memory is allocated when a transform is made, and none by applying it. That memory makes an instance serve one thread at a time.</para>
/// <para>Derive from this class for transforms of your own.</para>
/// </remarks>
public abstract class Augmentation
{
    /// <summary>A transform of images.</summary>
    /// <param name="image">Their shape.</param>
    /// <param name="drawsPerRow">The random numbers it needs per image, 0 or more.</param>
    /// <exception cref="ArgumentException">The shape is the default one, which has no values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of draws is negative.</exception>
    protected Augmentation(ImageShape image, int drawsPerRow)
    {
        if (image.Size == 0)
        {
            throw new ArgumentException("The image's shape has no values; make one with its constructor.", nameof(image));
        }

        if (drawsPerRow < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(drawsPerRow), drawsPerRow, Invariant($"The draws per row must be 0 or more, not {drawsPerRow}."));
        }

        Image = image;
        DrawsPerRow = drawsPerRow;
    }

    /// <summary>The shape of the images.</summary>
    public ImageShape Image { get; }

    /// <summary>The random numbers it has for each image.</summary>
    public int DrawsPerRow { get; }

    /// <summary>Moves images by whole pixels, each distance up to the largest as likely as any other, in both directions.</summary>
    /// <param name="image">The shape of the images.</param>
    /// <param name="vertical">The largest distance up or down, 0 to <c>height − 1</c>.</param>
    /// <param name="horizontal">The largest distance left or right, 0 to <c>width − 1</c>.</param>
    /// <param name="fill">What comes in from outside; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A distance is out of range, or the fill is not finite.</exception>
    public static Augmentation Shift(ImageShape image, int vertical, int horizontal, float fill = 0) => new ShiftAugmentation(image, vertical, horizontal, fill);

    /// <summary>Turns images about their centre by an angle from the uniform distribution on [−degrees, degrees), anticlockwise where it is
    /// positive. Values come from the four pixels around their origin (bilinear).</summary>
    /// <param name="image">The shape of the images.</param>
    /// <param name="degrees">The largest angle, above 0 and at most 180.</param>
    /// <param name="fill">What lies outside; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The angle is out of range, or the fill is not finite.</exception>
    public static Augmentation Rotate(ImageShape image, double degrees, float fill = 0) => new RotateAugmentation(image, degrees, fill);

    /// <summary>Enlarges images about their centre by a factor from the uniform distribution on [minimum, maximum), the same in both directions;
    /// below 1 it shrinks them. Values come from the four pixels around their origin (bilinear).</summary>
    /// <param name="image">The shape of the images, which stays.</param>
    /// <param name="minimum">The smallest factor, 0.1 to 10.</param>
    /// <param name="maximum">The largest factor, the smallest to 10.</param>
    /// <param name="fill">What lies outside; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is out of range, or the fill is not finite.</exception>
    public static Augmentation Scale(ImageShape image, double minimum, double maximum, float fill = 0) => new ScaleAugmentation(image, minimum, maximum, fill);

    /// <summary>Mirrors images: left becomes right.</summary>
    /// <param name="image">The shape of the images.</param>
    /// <param name="probability">The share of the images that it happens to, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of range.</exception>
    public static Augmentation FlipHorizontal(ImageShape image, double probability = 0.5) => Sometimes(probability, new FlipHorizontalAugmentation(image));

    /// <summary>Mirrors images: up becomes down.</summary>
    /// <param name="image">The shape of the images.</param>
    /// <param name="probability">The share of the images that it happens to, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of range.</exception>
    public static Augmentation FlipVertical(ImageShape image, double probability = 0.5) => Sometimes(probability, new FlipVerticalAugmentation(image));

    /// <summary>Adds a number of its own from the normal distribution to every value.</summary>
    /// <param name="image">The shape of the images.</param>
    /// <param name="deviation">The standard deviation; finite, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is out of range.</exception>
    public static Augmentation Noise(ImageShape image, float deviation) => new NoiseAugmentation(image, deviation);

    /// <summary>Covers a rectangle of each image, whose centre is any pixel as likely as any other, so that part of it may lie outside.
    /// T. DeVries, G. W. Taylor, "Improved regularization of convolutional neural networks with cutout", 2017.</summary>
    /// <param name="image">The shape of the images.</param>
    /// <param name="height">The lines covered, 1 to the image's height.</param>
    /// <param name="width">The pixels covered in each, 1 to the image's width.</param>
    /// <param name="fill">What covers them; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of range, or the fill is not finite.</exception>
    public static Augmentation CutOut(ImageShape image, int height, int width, float fill = 0) => new CutOutAugmentation(image, height, width, fill);

    /// <summary>Applies another transform to some images only.</summary>
    /// <param name="probability">The share of the images that it happens to, 0 to 1.</param>
    /// <param name="other">The transform.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of range.</exception>
    /// <exception cref="ArgumentNullException">There is no transform.</exception>
    public static Augmentation Sometimes(double probability, Augmentation other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new SometimesAugmentation(probability, other);
    }

    /// <summary>Applies transforms one after the other. Each has random numbers of its own.</summary>
    /// <param name="transforms">The transforms, in their order, one or more, for images of one shape.</param>
    /// <exception cref="ArgumentNullException">A transform is null.</exception>
    /// <exception cref="ArgumentException">There is no transform, their shapes differ, or they need more than 2³¹ − 1 random numbers per row.</exception>
    public static Augmentation Sequence(params ReadOnlySpan<Augmentation> transforms) => new SequenceAugmentation(transforms);

    /// <summary>Changes the images of rows that follow each other. Allocates nothing.</summary>
    /// <param name="rows">Whole rows of <see cref="Image"/>.Size values each, changed in place.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="epoch">The pass through the data, 0 or more.</param>
    /// <param name="firstRow">The number of the first row, 0 or more.</param>
    /// <exception cref="ArgumentException">The values are not a whole number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The epoch or a row's number is negative or beyond <see cref="int.MaxValue"/>.</exception>
    public void Apply(Span<float> rows, long seed, int epoch, int firstRow = 0)
    {
        int count = CountRows(rows);
        RequireNotNegative(epoch, nameof(epoch));
        if (firstRow < 0 || firstRow > int.MaxValue - count)
        {
            throw new ArgumentOutOfRangeException(nameof(firstRow), firstRow, Invariant($"{count} rows from {firstRow} on are not all numbered 0 to {int.MaxValue}."));
        }

        for (int i = 0; i < count; i++)
        {
            TransformRow(rows, i, seed, epoch, firstRow + i);
        }
    }

    /// <summary>Changes the images of any rows. Allocates nothing.</summary>
    /// <param name="rows">Whole rows of <see cref="Image"/>.Size values each, changed in place.</param>
    /// <param name="rowNumbers">The number of each row in its dataset, 0 or more.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="epoch">The pass through the data, 0 or more.</param>
    /// <exception cref="ArgumentException">The values are not as many rows as there are numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The epoch or a row's number is negative.</exception>
    public void Apply(Span<float> rows, ReadOnlySpan<int> rowNumbers, long seed, int epoch)
    {
        if (CountRows(rows) != rowNumbers.Length)
        {
            throw new ArgumentException(Invariant($"{CountRows(rows)} rows need as many numbers, not {rowNumbers.Length}."), nameof(rowNumbers));
        }

        RequireNotNegative(epoch, nameof(epoch));
        foreach (int row in rowNumbers)
        {
            RequireNotNegative(row, nameof(rowNumbers));
        }

        for (int i = 0; i < rowNumbers.Length; i++)
        {
            TransformRow(rows, i, seed, epoch, rowNumbers[i]);
        }
    }

    /// <summary>What it does, with its settings. A checkpoint is refused where the text differs from that of the run that saved it: if a transform of
    /// yours has settings, override this and name them.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>Changes one image in place, without allocating. Use sums, products and square roots only: the functions of <see cref="Math"/> have
    /// other bits on other machines.</summary>
    /// <param name="values">The image, <see cref="Image"/>.Size values.</param>
    /// <param name="random">Its random numbers, <see cref="DrawsPerRow"/> of them.</param>
    protected internal abstract void Transform(Span<float> values, RowRandom random);

    private void TransformRow(Span<float> rows, int index, long seed, int epoch, int row) =>
        Transform(
            rows.Slice(index * Image.Size, Image.Size),
            new RowRandom(new CounterRandom(seed, RandomStreams.Augmentation + epoch), (long)row << 32, DrawsPerRow));

    private int CountRows(Span<float> rows) =>
        rows.Length % Image.Size == 0
            ? rows.Length / Image.Size
            : throw new ArgumentException(Invariant($"{rows.Length} values are not a whole number of images of {Image}, {Image.Size} values each."), nameof(rows));

    private static void RequireNotNegative(int value, string name)
    {
        if (value < 0)
        {
            throw new ArgumentOutOfRangeException(name, value, Invariant($"Epochs and rows are counted from 0; {value} is none."));
        }
    }
}
