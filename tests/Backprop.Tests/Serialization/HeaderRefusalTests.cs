using System.Text;
using Backprop.Serialization;
using Backprop.Tests.Data;
using static Backprop.Tests.Serialization.PlainSafetensors;

namespace Backprop.Tests.Serialization;

/// <summary>What the format forbids is refused when the file is opened, with the tensor and the reason; from a pipe too, whose length nobody knows.</summary>
public class HeaderRefusalTests
{
    private static readonly string X = Entry("x", "F32", "[2]", 0, 8);

    /// <summary>The refusal of a file: its tensor and its reason.</summary>
    private static (string? Tensor, string Reason) Refused(byte[] file)
    {
        ModelFileException refused = Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(new MemoryStream(file), "f"));
        Assert.Equal("f", refused.File);
        Assert.StartsWith(refused.Tensor is null ? "f: " : "f, tensor ", refused.Message);
        Assert.EndsWith(refused.Reason, refused.Message);
        return (refused.Tensor, refused.Reason);
    }

    private static (string? Tensor, string Reason) Refused(string header, int dataLength = 8) => Refused(PlainSafetensors.File(header, new byte[dataLength]));

    [Fact]
    public void A_header_that_is_not_all_there()
    {
        Assert.Equal((null, "The file ends after 0 bytes; it must begin with 8, the length of its header."), Refused([]));
        Assert.Equal((null, "The file ends after 7 bytes; it must begin with 8, the length of its header."), Refused(new byte[7]));
        Assert.Equal((null, "The header should have 0 bytes: too few for a JSON object."), Refused(new byte[8]));
        Assert.Equal((null, "The header should have 100000001 bytes; at most 100000000 are allowed."), Refused([1, 0xE1, 0xF5, 5, 0, 0, 0, 0, (byte)'{']));
        Assert.Equal((null, "The header should have 18446744073709551615 bytes; at most 100000000 are allowed."), Refused([.. Enumerable.Repeat((byte)255, 8)]));
        Assert.Equal((null, "The header should have 100000000 bytes; the file ends after 2 of them."), Refused([0, 0xE1, 0xF5, 5, 0, 0, 0, 0, (byte)'{', (byte)'}']));
    }

    [Fact]
    public void A_header_that_is_cut_off_in_a_pipe()
    {
        byte[] file = [0, 0xE1, 0xF5, 5, 0, 0, 0, 0, (byte)'{', (byte)'}'];

        Assert.Equal(
            "The header should have 100000000 bytes; the file ends after 2 of them.",
            Assert.Throws<ModelFileException>(() => SafetensorsSource.Of(new PipeStream(file), "pipe")).Reason);
    }

    [Fact]
    public void A_header_that_would_take_more_memory_than_its_size_and_a_constant()
    {
        string tensors = string.Join(',', Enumerable.Range(0, 65_537).Select(number => $"\"{number}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}"));
        (string? tensor, string reason) = Refused($"{{{tensors}}}", 0);
        Assert.Equal("65536", tensor);
        Assert.Matches(@"^Byte \d+ of the header: the file has more than 65536 tensors\.$", reason);

        string long8 = new('x', 8 << 20);
        Assert.Equal((null, "Byte 8388628 of the header: the header's strings have more than 16777216 bytes."), Refused($"{{\"__metadata__\":{{\"{long8}\":\"{long8}\"}}}}", 0));
    }

    [Fact]
    public void A_header_that_is_no_object()
    {
        Assert.Equal((null, "The header is not a JSON object: it begins with 0x5B, not with '{'."), Refused("[]"));
        Assert.Equal((null, "The header is not a JSON object: it begins with 0x20, not with '{'."), Refused(" {}"));
        Assert.Equal((null, "Byte 2 of the header: only spaces may follow the object, '{' found."), Refused("{}{}", 0));
        Assert.Equal((null, "Byte 2 of the header: only spaces may follow the object, 0x0A found."), Refused("{}\n", 0));
    }

    [Theory]
    [InlineData("{\"x\"", "x", "Byte 4 of the header: ':' expected, the end found.")]
    [InlineData("{\"x\" 1", "x", "Byte 5 of the header: ':' expected, '1' found.")]
    [InlineData("{x}", null, "Byte 1 of the header: a string expected, 'x' found.")]
    [InlineData("{\"x\":[]}", "x", "Byte 5 of the header: '{' expected, '[' found.")]
    [InlineData("{\"x\":{}}", "x", "Byte 7 of the header: the tensor has no dtype.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\"}}", "x", "Byte 20 of the header: the tensor has no shape.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[]}}", "x", "Byte 31 of the header: the tensor has no data_offsets.")]
    [InlineData("{\"x\":{\"dtype\":\"f32\"}}", "x", "Byte 19 of the header: the format has no dtype \"f32\".")]
    [InlineData("{\"x\":{\"dtype\":null}}", "x", "Byte 14 of the header: a string expected, 'n' found.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", "x", "Byte 27 of the header: the key \"dtype\" comes twice.")]
    [InlineData("{\"x\":{\"shape\":[],\"shape\":[]}}", "x", "Byte 24 of the header: the key \"shape\" comes twice.")]
    [InlineData("{\"x\":{\"data_offsets\":[0,0],\"data_offsets\":[]}}", "x", "Byte 41 of the header: the key \"data_offsets\" comes twice.")]
    [InlineData("{\"x\":{\"strides\":[1]}}", "x", "Byte 15 of the header: the key \"strides\" is none of dtype, shape and data_offsets.")]
    [InlineData("{\"x\":{\"shape\":[-1]}}", "x", "Byte 15 of the header: a number from 0 expected, '-' found.")]
    [InlineData("{\"x\":{\"shape\":[1.5]}}", "x", "Byte 16 of the header: a whole number expected, a fraction or an exponent found.")]
    [InlineData("{\"x\":{\"shape\":[1e3]}}", "x", "Byte 16 of the header: a whole number expected, a fraction or an exponent found.")]
    [InlineData("{\"x\":{\"shape\":[02]}}", "x", "Byte 15 of the header: a number with zeros before it.")]
    [InlineData("{\"x\":{\"shape\":[9223372036854775808]}}", "x", "Byte 15 of the header: the number is above 9223372036854775807.")]
    [InlineData("{\"x\":{\"shape\":[99999999999999999999999999]}}", "x", "Byte 15 of the header: the number is above 9223372036854775807.")]
    [InlineData("{\"x\":{\"shape\":[1,]}}", "x", "Byte 17 of the header: a number from 0 expected, ']' found.")]
    [InlineData("{\"x\":{\"shape\":[1 2]}}", "x", "Byte 17 of the header: ',' or ']' expected, '2' found.")]
    [InlineData("{\"x\":{\"data_offsets\":[1,2,3]}}", "x", "Byte 26 of the header: there are more than 2 numbers.")]
    [InlineData("{\"x\":{\"shape\":[[1]]}}", "x", "Byte 15 of the header: a number from 0 expected, '[' found.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",}", "x", "Byte 20 of the header: a string expected, '}' found.")]
    [InlineData("{\"x", null, "Byte 1 of the header: the string does not end.")]
    [InlineData("{\"x\\", null, "Byte 4 of the header: the string does not end.")]
    [InlineData("{\"\\q\"}", null, "Byte 3 of the header: no escape that JSON knows.")]
    [InlineData("{\"\\u12\"}", null, "Byte 6 of the header: four hexadecimal digits expected after \\u.")]
    [InlineData("{\"\\ud800\"}", null, "Byte 1 of the header: the string has half of a surrogate pair.")]
    [InlineData("{\"\\udc00\\ud800\"}", null, "Byte 1 of the header: the string has half of a surrogate pair.")]
    [InlineData("{\"a\tb\"}", null, "Byte 3 of the header: a control character, 0x09, in a string.")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", null, "Byte 21 of the header: a string expected, '1' found.")]
    [InlineData("{\"__metadata__\":null}", null, "Byte 16 of the header: '{' expected, 'n' found.")]
    [InlineData("{\"__metadata__\":{\"a\":\"1\",\"a\":\"1\"}}", null, "Byte 28 of the header: the key \"a\" comes twice in __metadata__.")]
    [InlineData("{\"__metadata__\":{},\"__metadata__\":{}}", null, "The key \"__metadata__\" comes twice in the header.")]
    public void A_header_that_is_not_as_the_format_has_it(string header, string? tensor, string reason) => Assert.Equal((tensor, reason), Refused(header, 0));

    [Fact]
    public void Bytes_that_are_no_text()
    {
        Assert.Equal((null, "Byte 2 of the header: the string is not valid UTF-8."), Refused(PlainSafetensors.File([(byte)'{', (byte)'"', 0xC3, (byte)'"'])));
        Assert.Equal((null, "Byte 2 of the header: the string is not valid UTF-8."), Refused(PlainSafetensors.File([(byte)'{', (byte)'"', 0xED, 0xA0, 0x80, (byte)'"'])));
        Assert.Equal((null, "Byte 1 of the header: a string expected, 0xEF found."), Refused(PlainSafetensors.File([(byte)'{', 0xEF, 0xBB, 0xBF, (byte)'"'])));
    }

    [Fact]
    public void Depth_costs_nothing()
    {
        Assert.Equal(("x", "Byte 5 of the header: '{' expected, '[' found."), Refused("{\"x\":" + new string('[', 5_000_000)));
        Assert.Equal(
            ("x", "Byte 19 of the header: the key \"d\" is none of dtype, shape and data_offsets."),
            Refused("{\"x\":          {\"d\":" + string.Concat(Enumerable.Repeat("{\"d\":", 1_000_000)), 0));
    }

    [Fact]
    public void A_tensor_that_comes_twice() =>
        Assert.Equal(("x", "The key \"x\" comes twice in the header."), Refused("{" + X + "," + Entry("\\u0078", "F32", "[2]", 8, 16) + "}", 16));

    [Fact]
    public void A_tensor_of_more_dimensions_than_any_has()
    {
        string Shape(int rank) => "[" + string.Join(',', Enumerable.Repeat("1", rank)) + "]";

        Assert.Equal(("x", "Byte 157 of the header: there are more than 64 numbers."), Refused("{" + Entry("x", "F32", Shape(65), 0, 4) + "}", 4));
        using SafetensorsFile most = SafetensorsFile.Open(new MemoryStream(PlainSafetensors.File("{" + Entry("x", "F32", Shape(64), 0, 4) + "}", new byte[4])));
        Assert.Equal(64, most.Tensors[0].Shape.Length);
    }

    [Fact]
    public void Sizes_that_do_not_fit()
    {
        Assert.Equal(("x", "Its shape [3] in F32 takes 12 bytes, but data_offsets [0, 8] give it 8."), Refused("{" + Entry("x", "F32", "[3]", 0, 8) + "}"));
        Assert.Equal(("x", "Its shape [] in F64 takes 8 bytes, but data_offsets [0, 4] give it 4."), Refused("{" + Entry("x", "F64", "[]", 0, 4) + "}", 4));
        Assert.Equal(("x", "Its shape [3] in F4 takes 12 bits, which end within a byte."), Refused("{" + Entry("x", "F4", "[3]", 0, 1) + "}", 1));
        Assert.Equal(("x", "Its data ends at byte 0, before it begins at 8."), Refused("{" + Entry("x", "F32", "[2]", 8, 0) + "}"));
        Assert.Equal(
            ("x", "Byte 50 of the header: data_offsets must be two numbers, the first byte and the one after the last."),
            Refused("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8]}}"));
    }

    [Theory]
    [InlineData("[9223372036854775807]")]
    [InlineData("[4611686018427387904,4]")]
    [InlineData("[4294967296,4294967296,1]")]
    [InlineData("[4294967296,4294967296,0]")]
    public void Sizes_that_overflow(string shape) =>
        Assert.Equal(
            ("x", "Its shape " + shape.Replace(",", "×", StringComparison.Ordinal) + " has more F32 values than any file can hold."),
            Refused("{" + Entry("x", "F32", shape, 0, 8) + "}"));

    [Fact]
    public void Tensors_that_leave_holes_or_overlap()
    {
        string after = Entry("y", "F32", "[1]", 12, 16), within = Entry("y", "F32", "[1]", 4, 8);

        Assert.Equal(("y", "Its data begins at byte 12, but \"x\" ends at 8: the bytes between belong to no tensor."), Refused("{" + X + "," + after + "}", 16));
        Assert.Equal(("y", "Its data begins at byte 4, but \"x\" ends at 8: they overlap."), Refused("{" + within + "," + X + "}"));
        Assert.Equal(("y", "Its data begins at byte 12, but the data begins at 0: the bytes between belong to no tensor."), Refused("{" + after + "}", 16));
        Assert.Equal(("y", "Its data begins at byte 0, but \"x\" ends at 8: they overlap."), Refused("{" + X + "," + Entry("y", "F32", "[2]", 0, 8) + "}", 8));
    }

    [Fact]
    public void A_file_that_is_too_short_or_too_long()
    {
        Assert.Equal(("x", "Its data ends at byte 8, but the file has 7 bytes of data: it is cut off, or the offset is wrong."), Refused("{" + X + "}", 7));
        Assert.Equal((null, "The tensors end after 8 bytes of data, but 9 are in the file."), Refused("{" + X + "}", 9));
        Assert.Equal((null, "The tensors end after 0 bytes of data, but 1 are in the file."), Refused("{}", 1));
        Assert.Equal(
            ("x", "Its data ends at byte 9223372036854775807, but the file has 8 bytes of data: it is cut off, or the offset is wrong."),
            Refused("{" + Entry("x", "U8", "[1]", long.MaxValue - 1, long.MaxValue) + "}"));
    }

    [Fact]
    public void Long_names_and_shapes_are_cut_in_messages()
    {
        string shape = "[" + string.Join(',', Enumerable.Repeat("1", 64)) + "]";
        ModelFileException refused = Assert.Throws<ModelFileException>(
            () => SafetensorsFile.Open(new MemoryStream(PlainSafetensors.File("{" + Entry(new string('n', 100_000), "F32", shape, 0, 8) + "}", new byte[8])), "f"));

        Assert.Equal("Its shape [1×1×1×1×1×1×1×1×…] in F32 takes 4 bytes, but data_offsets [0, 8] give it 8.", refused.Reason);
        Assert.Equal(100_000, refused.Tensor!.Length);
        Assert.True(refused.Message.Length < 300, refused.Message);
    }
}
