using System.Text;
using Backprop.Serialization;
using Backprop.Tests.Data;
using static Backprop.Tests.Serialization.PlainSafetensors;

namespace Backprop.Tests.Serialization;

/// <summary>Files written by hand, as the format says, are read as they stand.</summary>
public class SafetensorsFileTests
{
    private static readonly byte[] TwoTensors = PlainSafetensors.File(
        "{\"__metadata__\":{\"format\":\"pt\",\"päth\":\"\\u00e9\\n\\\"\\\\\\/\\ud83d\\ude00\"},"
            + Entry("b", "F32", "[2,1]", 24, 32) + "," + Entry("a.weight", "F64", "[3]", 0, 24) + "}   ",
        [.. Doubles(1, -2.5, 1e-300), .. Singles(0.1f, float.NaN)]);

    [Fact]
    public void Tensors_and_texts_are_listed_as_the_header_has_them()
    {
        using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(TwoTensors), "two");

        Assert.Equal("two", file.Name);
        Assert.Equal(["b", "a.weight"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(["F32", "F64"], file.Tensors.Select(tensor => tensor.Dtype));
        Assert.Equal([2, 1], file.Tensors[0].Shape);
        Assert.Equal(3, file.Tensors[1].Count);
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["päth"] = "é\n\"\\/😀" }, file.Metadata);
        Assert.True(file.Contains("b") && !file.Contains("B"));
    }

    [Fact]
    public void Values_are_read_in_any_order_and_in_both_precisions()
    {
        using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(TwoTensors));
        double[] doubles = new double[3], widened = new double[2];
        float[] singles = new float[2], narrowed = new float[3];

        file.Read("b", singles);
        file.Read("a.weight", doubles);
        file.Read("b", widened);
        file.Read("a.weight", narrowed);

        Assert.Equal([0.1f, float.NaN], singles);
        Assert.Equal([1, -2.5, 1e-300], doubles);
        Assert.Equal([0.1f, double.NaN], widened);
        Assert.Equal([1, -2.5f, 0], narrowed);
    }

    [Fact]
    public void Half_precision_of_both_kinds_is_exact()
    {
        // 1.5, −0.125 (sign, exponent 12 of bias 15), the least subnormal 2⁻²⁴, infinity; and the upper halves of 1.0f, −2.5f and of NaN.
        byte[] bytes = PlainSafetensors.File(
            "{" + Entry("half", "F16", "[4]", 0, 8) + "," + Entry("brain", "BF16", "[3]", 8, 14) + "}",
            0x00, 0x3E, 0x00, 0xB0, 0x01, 0x00, 0x00, 0x7C, 0x80, 0x3F, 0x20, 0xC0, 0xC0, 0x7F);
        using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(bytes));
        float[] half = new float[4];
        double[] brain = new double[3];

        file.Read("half", half);
        file.Read("brain", brain);

        Assert.Equal([1.5f, -0.125f, MathF.ScaleB(1, -24), float.PositiveInfinity], half);
        Assert.Equal([1, -2.5, double.NaN], brain);
    }

    [Fact]
    public void Tensors_longer_than_a_piece_are_read_whole()
    {
        float[] values = [.. Enumerable.Range(0, 100_003).Select(i => i * 0.25f)];
        byte[] bytes = PlainSafetensors.File("{" + Entry("x", "F32", "[100003]", 0, 400012) + "}", Singles(values));
        using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(bytes));
        float[] read = new float[values.Length];

        file.Read("x", read);

        Assert.Equal(values, read);
    }

    [Fact]
    public void A_file_may_have_no_tensors_or_empty_ones_or_single_numbers()
    {
        using SafetensorsFile none = SafetensorsFile.Open(new MemoryStream(PlainSafetensors.File("{}")));
        using SafetensorsFile few = SafetensorsFile.Open(
            new MemoryStream(PlainSafetensors.File("{" + Entry("scalar", "F32", "[]", 0, 4) + "," + Entry("empty", "F32", "[0,7]", 4, 4) + "}", Singles(3))));
        float[] scalar = new float[1];

        few.Read("scalar", scalar);
        few.Read("empty", Span<double>.Empty);

        Assert.Empty(none.Tensors);
        Assert.Equal([3], scalar);
    }

    [Fact]
    public void What_a_caller_gets_wrong_is_told()
    {
        byte[] bytes = PlainSafetensors.File("{" + Entry("x", "F32", "[2]", 0, 8) + "," + Entry("n", "I64", "[1]", 8, 16) + "}", new byte[16]);
        using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(bytes), "f");

        Assert.Contains("x has 2 values, [2]; the span has room for 3.", Assert.Throws<ArgumentException>(() => file.Read("x", new float[3])).Message);
        ModelFileException missing = Assert.Throws<ModelFileException>(() => file.Read("y", new float[2]));
        Assert.Equal("f, tensor \"y\": The file has no such tensor.", missing.Message);
        Assert.Equal(("f", "y", "The file has no such tensor."), (missing.File, missing.Tensor, missing.Reason));
        Assert.Equal("f, tensor \"n\": Its values are I64; F64, F32, F16 and BF16 can be read.", Assert.Throws<ModelFileException>(() => file.Read("n", new float[1])).Message);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Open(""));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Open(new PipeStream([])));
        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open("no such file"));
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Read("x", new float[2]));
    }

    [Fact]
    public void A_double_beyond_floats_is_refused_and_infinity_is_not()
    {
        byte[] bytes = PlainSafetensors.File("{" + Entry("x", "F64", "[2]", 0, 16) + "}", Doubles(double.NegativeInfinity, 1e39));
        using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(bytes));
        float[] single = new float[2];
        double[] both = new double[2];

        Assert.Equal("Value 1 is 1E+39, which is beyond single precision.", Assert.Throws<ModelFileException>(() => file.Read("x", single)).Reason);
        file.Read("x", both);

        Assert.Equal([double.NegativeInfinity, 1e39], both);
    }

    [Fact]
    public void Files_may_be_larger_than_memory()
    {
        const long Before = 3L << 31;
        string header = "{" + Entry("large", "U8", "[2,3221225472]", 0, Before) + "," + Entry("x", "F32", "[2]", Before, Before + 8) + ","
            + Entry("also large", "F64", "[1000000000]", Before + 8, Before + 8_000_000_008) + "}";
        var stream = new LongStream(PlainSafetensors.File(header), Before + 8_000_000_008, Before, Singles(1.5f, -2));
        using SafetensorsFile file = SafetensorsFile.Open(stream);
        float[] values = new float[2];

        file.Read("x", values);

        Assert.Equal([1.5f, -2], values);
        Assert.Equal(1_000_000_000, file.Tensors[2].Count);
        Assert.True(stream.BytesRead < 1 << 16, $"{stream.BytesRead} bytes read.");
    }

    [Fact]
    public void A_stream_is_read_from_where_it_stands_and_left_open()
    {
        var stream = new MemoryStream([1, 2, 3, .. TwoTensors]) { Position = 3 };
        float[] values = new float[2];
        using (SafetensorsFile file = SafetensorsFile.Open(stream))
        {
            file.Read("b", values);
        }

        Assert.Equal(0.1f, values[0]);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void A_file_is_closed_when_it_is_refused()
    {
        using var temporary = new TemporaryFile(Encoding.UTF8.GetBytes("no safetensors, this"));

        Assert.StartsWith(temporary.Path + ": The header should have ", Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(temporary.Path)).Message);
        using FileStream exclusive = new(temporary.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }
}
