using Backprop.Data;

namespace Backprop.Tests.Data;

public class IdxFileTests
{
    /// <summary>Images of 2 × 3 with the bytes 0, 20, 40 …, and a label each.</summary>
    private static readonly byte[] Images = PlainIdx.File(IdxElementType.UnsignedByte, [2, 2, 3], Enumerable.Range(0, 12).Select(i => i * 20.0).ToArray());
    private static readonly byte[] Labels = PlainIdx.File(IdxElementType.UnsignedByte, [2], 4, 1);

    public static TheoryData<IdxElementType, double[]> Extremes => new()
    {
        { IdxElementType.UnsignedByte, [0, 1, 127, 128, 254, 255] },
        { IdxElementType.SignedByte, [0, 1, 127, -128, -1, 2] },
        { IdxElementType.Int16, [0, 258, 32767, -32768, -1, -2] },
        { IdxElementType.Int32, [0, 16909060, 8388609, -8388609, -1, 1 << 30] },
        { IdxElementType.Single, [0, 0.1f, 1e-45f, float.MaxValue, float.NegativeInfinity, float.NaN] },
        { IdxElementType.Double, [0, 0.1, 1e-45, float.MinValue, double.PositiveInfinity, double.NaN] },
    };

    [Theory]
    [MemberData(nameof(Extremes))]
    public void Every_element_type_is_read_in_every_rank(IdxElementType type, double[] values)
    {
        float[] expected = values.Select(value => (float)value).ToArray();
        foreach (int[] dimensions in new int[][] { [6], [2, 3], [1, 6, 1], [3, 1, 2, 1], [.. Enumerable.Repeat(1, 254), 6] })
        {
            byte[] file = PlainIdx.File(type, dimensions, values);
            foreach (Stream stream in new Stream[] { new MemoryStream(file), new PipeStream(file), new MemoryStream(HostileFiles.Gzip(file)), new PipeStream(HostileFiles.Gzip(file)) })
            {
                IdxData data = IdxFile.Read(stream);

                Assert.Equal(type, data.ElementType);
                Assert.Equal(dimensions, data.Dimensions);
                Assert.Equal((dimensions[0], 6 / dimensions[0]), (data.Count, data.ItemSize));
                Assert.Equal(expected, data.Values);
            }
        }
    }

    [Fact]
    public void Whole_numbers_beyond_the_precision_of_a_float_are_rounded_and_labels_are_not()
    {
        byte[] file = PlainIdx.File(IdxElementType.Int32, [2], 16777217, int.MinValue);

        Assert.Equal([16777216f, -2147483648f], IdxFile.Read(new MemoryStream(file)).Values);
        Assert.Equal([16777217, int.MinValue], IdxFile.ReadLabels(new MemoryStream(file)));
    }

    [Fact]
    public void Unsigned_bytes_can_be_scaled_and_others_stay()
    {
        byte[] bytes = PlainIdx.File(IdxElementType.UnsignedByte, [256], Enumerable.Range(0, 256).Select(i => (double)i).ToArray());
        byte[] shorts = PlainIdx.File(IdxElementType.Int16, [2], 255, 51);

        Assert.Equal(Enumerable.Range(0, 256).Select(i => (float)(i / 255.0)), IdxFile.Read(new MemoryStream(bytes), scale: true).Values);
        Assert.Equal([255, 51], IdxFile.Read(new MemoryStream(shorts), scale: true).Values);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    public void Files_longer_than_a_buffer_are_read_whole(int count)
    {
        double[] values = Enumerable.Range(0, count).Select(i => (double)(i % 251)).ToArray();
        float[] expected = values.Select(value => (float)value).ToArray();
        byte[] bytes = PlainIdx.File(IdxElementType.UnsignedByte, [count], values), doubles = PlainIdx.File(IdxElementType.Double, [count], values);

        Assert.Equal(expected, IdxFile.Read(new MemoryStream(bytes)).Values);
        Assert.Equal(expected, IdxFile.Read(new MemoryStream(HostileFiles.Gzip(bytes))).Values);
        Assert.Equal(expected, IdxFile.Read(new MemoryStream(doubles)).Values);
        Assert.Equal(expected, IdxFile.Read(new MemoryStream(HostileFiles.Gzip(doubles))).Values);
    }

    [Fact]
    public void A_stream_is_read_from_where_it_stands_and_left_open()
    {
        var stream = new MemoryStream([9, 9, 9, .. Images]) { Position = 3 };

        Assert.Equal(12, IdxFile.Read(stream).Values.Length);
        Assert.True(stream.CanRead);
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void Images_and_labels_make_a_dataset()
    {
        using TemporaryFile images = new(HostileFiles.Gzip(Images), ".plain"), labels = new(Labels, ".gz");

        foreach (Dataset data in new[]
                 {
                     IdxFile.ReadClassification(images.Path, labels.Path, classes: 5),
                     IdxFile.ReadClassification(new MemoryStream(Images), new PipeStream(Labels), classes: 5),
                 })
        {
            float[] inputs = new float[6];
            int[] found = new int[2];
            data.GatherInputs([1], inputs);
            data.GatherLabels([0, 1], found);

            Assert.Equal((2, 6, 5), (data.Count, data.InputSize, data.Classes));
            Assert.Equal([120 / 255f, 140 / 255f, 160 / 255f, 180 / 255f, 200 / 255f, 220 / 255f], inputs);
            Assert.Equal([4, 1], found);
        }
    }

    [Fact]
    public void Unscaled_images_keep_their_bytes()
    {
        float[] inputs = new float[6];
        IdxFile.ReadClassification(new MemoryStream(Images), new MemoryStream(Labels), classes: 5, scale: false).GatherInputs([0], inputs);

        Assert.Equal([0, 20, 40, 60, 80, 100], inputs);
    }

    [Theory]
    [InlineData(IdxElementType.UnsignedByte)]
    [InlineData(IdxElementType.SignedByte)]
    [InlineData(IdxElementType.Int16)]
    [InlineData(IdxElementType.Int32)]
    public void Labels_may_be_integers_of_any_size(IdxElementType type)
    {
        using TemporaryFile file = new(PlainIdx.File(type, [4], 0, 3, 2, 3));

        Assert.Equal([0, 3, 2, 3], IdxFile.ReadLabels(file.Path, classes: 4));
    }
}
