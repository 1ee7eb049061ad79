using static System.FormattableString;

namespace Backprop.Data;

/// <summary>
/// Reads IDX files, the format of MNIST, plain or in gzip (recognised by its first bytes, not by the file's name):
/// <code>
/// Dataset digits = IdxFile.ReadClassification("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", classes: 10);
/// </code>
/// </summary>
/// <remarks>
/// Files are read in pieces, and memory is taken only for what is there: a header that claims more than a plain file holds is refused before
/// anything is allocated, and the values of a compressed file, whose length nobody knows, grow with what comes out of it, up to a limit. A
/// file that is not exactly what its header says is refused with a <see cref="DataFileException"/>.
/// </remarks>
public static class IdxFile
{
    /// <summary>The limit on a file's bytes, after decompression, if none is given: 1 GiB.</summary>
    public const long DefaultMaximumBytes = DataSource.DefaultMaximumBytes;

    /// <summary>Reads a file of any rank and element type.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scale">Whether unsigned bytes are divided by 255, to lie in [0, 1]. Other element types stay as they are.</param>
    /// <param name="maximumBytes">The most bytes the file may have, after decompression; 1 or more.</param>
    /// <returns>The dimensions and the values. 32-bit integers and doubles are rounded to the nearest float; NaN and infinities stay.</returns>
    /// <exception cref="DataFileException">The file is not an IDX file, has dimensions of 0 or more elements than an array, is cut off, goes on
    /// after its end, is corrupt gzip, is beyond the limit, or has a double beyond the range of floats.</exception>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxData Read(string path, bool scale = false, long maximumBytes = DefaultMaximumBytes)
    {
        using DataSource source = DataSource.Open(path, maximumBytes);
        return Read(source, scale, maximumBytes);
    }

    /// <summary>Reads a stream of any rank and element type, from where it stands to its end, and leaves it open.</summary>
    /// <param name="stream">The stream; it need not be seekable.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="scale">Whether unsigned bytes are divided by 255.</param>
    /// <param name="maximumBytes">The most bytes the stream may have, after decompression; 1 or more.</param>
    /// <inheritdoc cref="Read(string, bool, long)"/>
    public static IdxData Read(Stream stream, string name = "stream", bool scale = false, long maximumBytes = DefaultMaximumBytes)
    {
        using DataSource source = DataSource.Of(stream, name, maximumBytes);
        return Read(source, scale, maximumBytes);
    }

    /// <summary>Reads a file of labels: integers of any size, of rank 1.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classes">The number of classes: labels must be 0 to <c>classes − 1</c>. Null: any label is taken, negative ones too.</param>
    /// <param name="maximumBytes">The most bytes the file may have, after decompression; 1 or more.</param>
    /// <exception cref="DataFileException">As for <see cref="Read(string, bool, long)"/>; or the file has another rank, no integers, or a label out of range.</exception>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The classes or the limit are below 1.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static int[] ReadLabels(string path, int? classes = null, long maximumBytes = DefaultMaximumBytes)
    {
        RequireClasses(classes);
        using DataSource source = DataSource.Open(path, maximumBytes);
        return ReadLabels(source, classes, maximumBytes);
    }

    /// <summary>Reads a stream of labels, from where it stands to its end, and leaves it open.</summary>
    /// <param name="stream">The stream; it need not be seekable.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="classes">The number of classes; null: any label is taken.</param>
    /// <param name="maximumBytes">The most bytes the stream may have, after decompression; 1 or more.</param>
    /// <inheritdoc cref="ReadLabels(string, int?, long)"/>
    public static int[] ReadLabels(Stream stream, string name = "stream", int? classes = null, long maximumBytes = DefaultMaximumBytes)
    {
        RequireClasses(classes);
        using DataSource source = DataSource.Of(stream, name, maximumBytes);
        return ReadLabels(source, classes, maximumBytes);
    }

    /// <summary>Reads a file of images (or other items) and the file of their labels.</summary>
    /// <param name="imagesPath">The items, rank 1 or more; each is a row of inputs. MNIST's images give rows of 28 × 28 × 1.</param>
    /// <param name="labelsPath">One label per item.</param>
    /// <param name="classes">The number of classes, 1 or more; labels must be 0 to <c>classes − 1</c>.</param>
    /// <param name="scale">Whether unsigned bytes are divided by 255, to lie in [0, 1]; they are by default.</param>
    /// <param name="maximumBytes">The most bytes each file may have, after decompression; 1 or more.</param>
    /// <exception cref="DataFileException">As for <see cref="Read(string, bool, long)"/> and <see cref="ReadLabels(string, int?, long)"/>; or there
    /// are more labels than items or fewer.</exception>
    /// <exception cref="ArgumentException">A path is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The classes or the limit are below 1.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Dataset ReadClassification(
        string imagesPath, string labelsPath, int classes, bool scale = true, long maximumBytes = DefaultMaximumBytes)
    {
        RequireClasses(classes);
        using DataSource images = DataSource.Open(imagesPath, maximumBytes), labels = DataSource.Open(labelsPath, maximumBytes);
        return ReadClassification(images, labels, classes, scale, maximumBytes);
    }

    /// <summary>Reads a stream of images (or other items) and the stream of their labels, and leaves both open.</summary>
    /// <param name="images">The items; each is a row of inputs.</param>
    /// <param name="labels">One label per item.</param>
    /// <param name="classes">The number of classes, 1 or more.</param>
    /// <param name="scale">Whether unsigned bytes are divided by 255, to lie in [0, 1]; they are by default.</param>
    /// <param name="maximumBytes">The most bytes each stream may have, after decompression; 1 or more.</param>
    /// <inheritdoc cref="ReadClassification(string, string, int, bool, long)"/>
    public static Dataset ReadClassification(
        Stream images, Stream labels, int classes, bool scale = true, long maximumBytes = DefaultMaximumBytes)
    {
        RequireClasses(classes);
        using DataSource imageSource = DataSource.Of(images, "images", maximumBytes), labelSource = DataSource.Of(labels, "labels", maximumBytes);
        return ReadClassification(imageSource, labelSource, classes, scale, maximumBytes);
    }

    private static IdxData Read(DataSource source, bool scale, long maximumBytes)
    {
        var reader = new IdxReader(source, maximumBytes);
        return new IdxData(reader.Type, reader.Dimensions, reader.ReadValues(IdxElements.ToFloats(reader.Type, scale)));
    }

    private static int[] ReadLabels(DataSource source, int? classes, long maximumBytes)
    {
        var reader = new IdxReader(source, maximumBytes);
        return ReadLabels(source, reader, classes);
    }

    private static int[] ReadLabels(DataSource source, IdxReader reader, int? classes)
    {
        if (reader.Dimensions.Length != 1)
        {
            throw source.Error(3, Invariant($"Labels have one dimension; this file has {reader.Describe()}."));
        }

        IdxConversion<int> convert = IdxElements.ToIntegers(reader.Type)
            ?? throw source.Error(2, Invariant($"Labels are integers; this file has {reader.Describe()}."));
        int[] labels = reader.ReadValues(convert);
        for (int i = 0; classes is not null && i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
            {
                throw source.Error(reader.PositionOf(i), Invariant($"Label {i} is {labels[i]}: with {classes} classes it must be 0 to {classes - 1}."));
            }
        }

        return labels;
    }

    /// <summary>Both headers first: files that do not belong together are refused before any of the larger one is read.</summary>
    private static Dataset ReadClassification(DataSource images, DataSource labels, int classes, bool scale, long maximumBytes)
    {
        var imageReader = new IdxReader(images, maximumBytes);
        var labelReader = new IdxReader(labels, maximumBytes);
        if (labelReader.Dimensions[0] != imageReader.Dimensions[0])
        {
            throw labels.Error(4, Invariant($"There are {labelReader.Dimensions[0]} labels for the {imageReader.Dimensions[0]} items of {images.Name}."));
        }

        int[] classLabels = ReadLabels(labels, labelReader, classes);
        float[] values = imageReader.ReadValues(IdxElements.ToFloats(imageReader.Type, scale));
        return Dataset.Classification(values, classLabels, values.Length / classLabels.Length, classes);
    }

    private static void RequireClasses(int? classes)
    {
        if (classes < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(classes), classes, Invariant($"There must be 1 class or more, not {classes}."));
        }
    }
}
