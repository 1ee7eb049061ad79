using Backprop.Data;

namespace Backprop.Tests.Data;

/// <summary>Each way in which an IDX file can be wrong is refused with the place and the reason.</summary>
public class IdxRefusalTests
{
    private static readonly byte[] Good = PlainIdx.File(IdxElementType.UnsignedByte, [2, 3], 1, 2, 3, 4, 5, 6);

    private static DataFileException Refused(byte[] file, long maximumBytes = IdxFile.DefaultMaximumBytes)
    {
        DataFileException seekable = Assert.Throws<DataFileException>(() => IdxFile.Read(new MemoryStream(file), "digits", maximumBytes: maximumBytes));
        DataFileException pipe = Assert.Throws<DataFileException>(() => IdxFile.Read(new PipeStream(file), "digits", maximumBytes: maximumBytes));
        DataFileException gzip = Assert.Throws<DataFileException>(() => IdxFile.Read(new MemoryStream(HostileFiles.Gzip(file)), "digits", maximumBytes: maximumBytes));

        // Whether the length is known beforehand makes no difference to what is said.
        Assert.Equal(seekable.Message, pipe.Message);
        Assert.Equal(seekable.Message, gzip.Message);
        Assert.Equal("digits", seekable.File);
        Assert.Equal($"digits, byte {seekable.Position}: {seekable.Reason}", seekable.Message);
        Assert.Null(seekable.Line);
        return seekable;
    }

    private static byte[] With(int position, params byte[] replacement)
    {
        byte[] file = (byte[])Good.Clone();
        replacement.CopyTo(file, position);
        return file;
    }

    [Theory]
    [InlineData(new byte[] { 0x89, 0x50 }, "0x89 0x50")]
    [InlineData(new byte[] { 0, 1 }, "0x00 0x01")]
    public void Another_magic(byte[] magic, string shown)
    {
        DataFileException refused = Refused(With(0, magic));

        Assert.Equal(0, refused.Position);
        Assert.Contains("begins with two zero bytes", refused.Reason);
        Assert.Contains(shown, refused.Reason);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x0A)]
    [InlineData(0x0F)]
    [InlineData(0x88)]
    public void An_unknown_type(byte type)
    {
        DataFileException refused = Refused(With(2, type));

        Assert.Equal(2, refused.Position);
        Assert.Contains($"type 0x{type:X2} does not exist", refused.Reason);
    }

    [Fact]
    public void A_rank_of_0()
    {
        DataFileException refused = Refused(With(3, 0));

        Assert.Equal((3, "The rank is 0: there must be at least one dimension."), (refused.Position, refused.Reason));
    }

    [Fact]
    public void A_dimension_of_0()
    {
        DataFileException refused = Refused(With(8, 0, 0, 0, 0));

        Assert.Equal(8, refused.Position);
        Assert.Contains("Dimension 2 of 2 is 0", refused.Reason);
    }

    [Fact]
    public void Dimensions_beyond_one_array()
    {
        DataFileException one = Refused(With(4, 0xFF, 0xFF, 0xFF, 0xFF)), product = Refused(With(4, 0x40, 0, 0, 0));
        DataFileException overflowing = Refused(PlainIdx.File(IdxElementType.UnsignedByte, [int.MaxValue - 100, int.MaxValue, int.MaxValue]));

        Assert.Equal((4, 8, 8), (one.Position, product.Position, overflowing.Position));
        Assert.Contains("Dimension 1 of 2 is 4294967295", one.Reason);
        Assert.Contains("Dimension 2 of 2 is 3: with those before it, 3221225472 elements", product.Reason);
        Assert.Contains("more than the 2147483591 of one array", overflowing.Reason);
    }

    [Fact]
    public void A_file_that_ends_too_early()
    {
        for (int length = 0; length < Good.Length; length++)
        {
            DataFileException refused = Refused(Good[..length]);

            Assert.Equal(length, refused.Position);
            Assert.Contains(length < 4 ? $"this one ends after {length}" : length < 12 ? "within its header, which has 12 bytes" : "need 18 bytes", refused.Reason);
        }
    }

    [Fact]
    public void A_file_that_goes_on()
    {
        DataFileException refused = Refused([.. Good, 0]);

        Assert.Equal(18, refused.Position);
        Assert.Contains("More bytes follow the end of the 2 × 3 elements of type UnsignedByte", refused.Reason);
    }

    [Fact]
    public void A_double_beyond_floats()
    {
        DataFileException refused = Refused(PlainIdx.File(IdxElementType.Double, [3], 1, -1e300, 2));

        Assert.Equal((8 + 8, "The number is too large for a float."), (refused.Position, refused.Reason));
    }

    [Fact]
    public void More_bytes_than_the_limit()
    {
        DataFileException refused = Refused(Good, maximumBytes: 17);

        Assert.Contains("need 18 bytes; the limit is 17", refused.Reason);
        Assert.Equal(6, IdxFile.Read(new MemoryStream(HostileFiles.Gzip(Good)), maximumBytes: 18).Values.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Wrong_arguments(int number)
    {
        Assert.Equal("maximumBytes", Assert.Throws<ArgumentOutOfRangeException>(() => IdxFile.Read(new MemoryStream(Good), maximumBytes: number)).ParamName);
        Assert.Equal("classes", Assert.Throws<ArgumentOutOfRangeException>(() => IdxFile.ReadLabels(new MemoryStream(Good), classes: number)).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => IdxFile.Read((Stream)null!)).ParamName);
        Assert.Equal("path", Assert.Throws<ArgumentException>(() => IdxFile.Read("")).ParamName);
        Assert.Throws<FileNotFoundException>(() => IdxFile.Read(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
    }

    [Fact]
    public void Labels_that_are_none()
    {
        DataFileException rank = Assert.Throws<DataFileException>(() => IdxFile.ReadLabels(new MemoryStream(Good), "labels"));
        DataFileException type = Assert.Throws<DataFileException>(() => IdxFile.ReadLabels(new MemoryStream(PlainIdx.File(IdxElementType.Single, [1], 1)), "labels"));
        DataFileException large = Assert.Throws<DataFileException>(
            () => IdxFile.ReadLabels(new MemoryStream(PlainIdx.File(IdxElementType.Int16, [3], 2, 3, 1)), "labels", classes: 3));
        DataFileException negative = Assert.Throws<DataFileException>(
            () => IdxFile.ReadLabels(new MemoryStream(PlainIdx.File(IdxElementType.SignedByte, [3], 2, 1, -1)), "labels", classes: 3));

        Assert.Equal("labels, byte 3: Labels have one dimension; this file has 2 × 3 elements of type UnsignedByte.", rank.Message);
        Assert.Equal("labels, byte 2: Labels are integers; this file has 1 elements of type Single.", type.Message);
        Assert.Equal("labels, byte 10: Label 1 is 3: with 3 classes it must be 0 to 2.", large.Message);
        Assert.Equal("labels, byte 10: Label 2 is -1: with 3 classes it must be 0 to 2.", negative.Message);
    }

    [Fact]
    public void Images_without_as_many_labels()
    {
        using TemporaryFile images = new(Good), labels = new(PlainIdx.File(IdxElementType.UnsignedByte, [3], 0, 1, 2));

        DataFileException refused = Assert.Throws<DataFileException>(() => IdxFile.ReadClassification(images.Path, labels.Path, classes: 10));

        Assert.Equal((labels.Path, 4), (refused.File, refused.Position));
        Assert.Equal($"There are 3 labels for the 2 items of {images.Path}.", refused.Reason);
    }

    [Fact]
    public void Gzip_that_is_cut_off_or_goes_on_or_is_damaged()
    {
        byte[] gzip = HostileFiles.Gzip(Good);
        for (int length = 2; length < gzip.Length; length++)
        {
            Assert.Throws<DataFileException>(() => IdxFile.Read(new MemoryStream(gzip[..length])));
        }

        foreach (byte[] more in new byte[][] { [0], [0, 0, 0, 0, 0, 0, 0, 0], gzip, new byte[20_000] })
        {
            DataFileException refused = Assert.Throws<DataFileException>(() => IdxFile.Read(new MemoryStream([.. gzip, .. more])));
            Assert.NotEmpty(refused.Reason);
        }

        DataFileException corrupt = Assert.Throws<DataFileException>(() => IdxFile.Read(new MemoryStream([.. gzip[..^8], 1, .. gzip[^7..]])));
        Assert.Contains("The gzip data is corrupt", corrupt.Reason);
        Assert.IsType<InvalidDataException>(corrupt.InnerException);
    }

    [Fact]
    public void A_file_that_was_compressed_twice_is_not_an_IDX_file()
    {
        DataFileException refused = Assert.Throws<DataFileException>(() => IdxFile.Read(new MemoryStream(HostileFiles.Gzip(HostileFiles.Gzip(Good)))));

        Assert.Contains("0x1F 0x8B", refused.Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_header_that_promises_more_than_there_is_costs_no_memory(bool compressed)
    {
        byte[] file = PlainIdx.File(IdxElementType.Double, [1 << 20, 100], 1, 2, 3);
        file = compressed ? HostileFiles.Gzip(file) : file;

        Assert.Null(HostileFiles.Read(() => IdxFile.Read(new MemoryStream(file)), mostBytes: 1 << 18));
        Assert.Null(HostileFiles.Read(() => IdxFile.Read(new PipeStream(file)), mostBytes: 1 << 18));
    }

    [Fact]
    public void A_small_file_that_unpacks_to_a_large_one_stops_at_the_limit()
    {
        byte[] bomb = HostileFiles.Gzip(new byte[40_000_000]);
        bomb = bomb.Length < 100_000 ? bomb : throw new InvalidOperationException("Zeros compress well.");

        // A valid header with the zeros behind it, which the limit must stop before they are read.
        byte[] file = HostileFiles.Gzip([.. PlainIdx.File(IdxElementType.UnsignedByte, [40_000_000]), .. new byte[40_000_000]]);

        Assert.Null(HostileFiles.Read(() => IdxFile.Read(new MemoryStream(bomb), maximumBytes: 1 << 20), mostBytes: 1 << 18));
        Assert.Null(HostileFiles.Read(() => IdxFile.Read(new MemoryStream(file), maximumBytes: 1 << 20), mostBytes: 1 << 18));
        Assert.Null(HostileFiles.Read(() => CsvFile.Read(new MemoryStream(bomb), new CsvOptions { Targets = [1], MaximumBytes = 1 << 20 }), mostBytes: 1 << 23));
    }
}
