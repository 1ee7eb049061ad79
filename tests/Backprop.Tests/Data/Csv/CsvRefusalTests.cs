using System.Text;
using Backprop.Data;

namespace Backprop.Tests.Data;

/// <summary>Each way in which a CSV file can be wrong is refused with the line, the column, the text and the reason.</summary>
public class CsvRefusalTests
{
    private static readonly CsvOptions Options = new() { Label = "y" };

    private static DataFileException Refused(string text, CsvOptions options) =>
        Assert.Throws<DataFileException>(() => CsvFile.Read(new StringReader(text), options, "table"));

    [Theory]
    [InlineData("x,y\n1,0\n1\n", "table, line 3: The line has 1 fields; the first one has 2.")]
    [InlineData("x,y\n1,0,\n", "table, line 2, column 3: \"\": The line has more fields than the 2 of the first one.")]
    [InlineData("x,y\n1,0\n\n", "table, line 3: The line is empty.")]
    [InlineData("\nx,y\n", "table, line 1: The line is empty.")]
    [InlineData("x,y\n1,0\nabc,0\n", "table, line 3, column 1 (\"x\"): \"abc\": It is not a number (with a decimal point, without separators of thousands).")]
    [InlineData("x,y\n0x10,0\n", "table, line 2, column 1 (\"x\"): \"0x10\": It is not a number (with a decimal point, without separators of thousands).")]
    [InlineData("x,y\n1 000,0\n", "table, line 2, column 1 (\"x\"): \"1 000\": It is not a number (with a decimal point, without separators of thousands).")]
    [InlineData("x,y\n١,0\n", "table, line 2, column 1 (\"x\"): \"١\": It is not a number (with a decimal point, without separators of thousands).")]
    [InlineData("x,y\n\"1\n\",0\n", "table, line 2, column 1 (\"x\"): \"1\\u000A\": It is not a number (with a decimal point, without separators of thousands).")]
    [InlineData("x,y\n-1e39,0\n", "table, line 2, column 1 (\"x\"): \"-1e39\": The number is too large for a float.")]
    [InlineData("x,y\n  ,0\n", "table, line 2, column 1 (\"x\"): \"  \": The field is empty; a number is needed.")]
    [InlineData("x,y\n1,\n", "table, line 2, column 2 (\"y\"): \"\": The field is empty; a class label is needed.")]
    [InlineData("x,y\n1,2.0\n", "table, line 2, column 2 (\"y\"): \"2.0\": The label is not an integer. If labels are names, set CsvOptions.NamedClasses.")]
    [InlineData("x,y\n1,-\n", "table, line 2, column 2 (\"y\"): \"-\": The label is not an integer. If labels are names, set CsvOptions.NamedClasses.")]
    [InlineData("x,y\n1,-1\n", "table, line 2, column 2 (\"y\"): \"-1\": The label must be 0 to 2147483646.")]
    [InlineData("x,y\n1,2147483647\n", "table, line 2, column 2 (\"y\"): \"2147483647\": The label must be 0 to 2147483646.")]
    [InlineData("x,y\n1,99999999999\n", "table, line 2, column 2 (\"y\"): \"99999999999\": The label is too large for an integer of 32 bits.")]
    [InlineData("x,y\n1,0\n\"1,0\n2,1\n", "table, line 3, column 1: \"1,0\\u000A2,1\\u000A\": The quote that begins the field is never closed.")]
    [InlineData("x,y\n\"1\"2,0\n", "table, line 2, column 1: \"1\": More text follows the closing quote.")]
    [InlineData("x,y\n1\"2\",0\n", "table, line 2, column 1: \"1\": A quote within a field that does not begin with one.")]
    [InlineData("x,y\r1,0\r", "table, line 1, column 2: \"y\": A carriage return that no line feed follows: lines end in \\n or \\r\\n.")]
    [InlineData("x,y\n1,0\r", "table, line 2, column 2: \"0\": A carriage return that no line feed follows: lines end in \\n or \\r\\n.")]
    [InlineData("", "table, line 1: The file is empty.")]
    [InlineData("x,y\n", "table, line 2: The file has no rows: it ends after its header.")]
    [InlineData("x,Y\n1,0\n", "table, line 1: There is no column \"y\"; the header has \"x\", \"Y\".")]
    [InlineData("y,x,y\n1,0,1\n", "table, line 1, column 3: The name \"y\" stands there twice; give the column's index.")]
    [InlineData("y\n1\n", "table, line 1: All 1 columns are targets: none is left for the inputs.")]
    public void Wrong_text(string text, string message)
    {
        DataFileException refused = Refused(text, Options);

        Assert.Equal(message, refused.Message);
        Assert.Equal("table", refused.File);
        Assert.Null(refused.Position);
    }

    [Fact]
    public void The_parts_of_the_message_can_be_had_alone()
    {
        DataFileException refused = Refused("x,y\n1,0\n1,1\n1 1,0\n", Options);

        Assert.Equal(("table", 4, 1, "x", "1 1"), (refused.File, refused.Line, refused.Column, refused.ColumnName, refused.Text));
        Assert.StartsWith("It is not a number", refused.Reason);
    }

    [Fact]
    public void Lines_are_counted_through_quoted_line_breaks()
    {
        DataFileException row = Refused("\"x\n2\",y\n1,\"0\"\n\"1\",z\n", new CsvOptions { Label = "y", Inputs = [0] });
        DataFileException first = Refused("1,\"a\n\n\",b\n", new CsvOptions { HasHeader = false, Label = 1, NamedClasses = true });

        Assert.Equal((4, 2, "z"), (row.Line, row.Column, row.Text));
        Assert.Equal((3, 3, "b"), (first.Line, first.Column, first.Text));
    }

    [Fact]
    public void Long_texts_are_cut_in_the_message_only()
    {
        DataFileException refused = Refused($"x,y\n{new string('z', 100)},0\n", Options);

        Assert.Contains($"\"{new string('z', 40)}…\"", refused.Message);
        Assert.Equal(100, refused.Text!.Length);
    }

    [Theory]
    [InlineData("1,b\n", "table, line 2, column 2 (\"y\"): \"b\": No class has this name; there are 1, given by CsvOptions.ClassNames.")]
    [InlineData("1,A\n", "table, line 2, column 2 (\"y\"): \"A\": No class has this name; there are 1, given by CsvOptions.ClassNames.")]
    [InlineData("1,\n", "table, line 2, column 2 (\"y\"): \"\": The field is empty; the name of a class is needed.")]
    public void Names_that_are_no_class(string row, string message) =>
        Assert.Equal(message, Refused("x,y\n" + row, new CsvOptions { Label = "y", ClassNames = ["a"] }).Message);

    [Fact]
    public void More_classes_than_there_are()
    {
        DataFileException name = Refused("x,y\n1,a\n1,b\n1,c\n", new CsvOptions { Label = "y", NamedClasses = true, Classes = 2 });
        DataFileException number = Refused("x,y\n1,1\n1,2\n", new CsvOptions { Label = "y", Classes = 2 });

        Assert.Equal("table, line 4, column 2 (\"y\"): \"c\": The name is one more than the 2 classes of CsvOptions.Classes.", name.Message);
        Assert.Equal("table, line 3, column 2 (\"y\"): \"2\": The label must be 0 to 1.", number.Message);
    }

    [Fact]
    public void Columns_that_do_not_exist_or_are_wanted_twice()
    {
        DataFileException index = Refused("1,2\n", new CsvOptions { HasHeader = false, Label = 2 });
        DataFileException fromEnd = Refused("1,2\n", new CsvOptions { HasHeader = false, Label = ^3 });
        DataFileException twice = Refused("x,y\n1,2\n", new CsvOptions { Label = "y", Inputs = ["x", 1] });

        Assert.Equal("table, line 1: There is no column 2: the file has 2 columns, counted from 0.", index.Message);
        Assert.Equal("table, line 1: There is no column ^3: the file has 2 columns, counted from 0.", fromEnd.Message);
        Assert.Equal("table, line 1, column 2 (\"y\"): The column 1 is wanted twice; each column can be one input or one target.", twice.Message);
    }

    [Theory]
    [InlineData("x,y\n1,0\n12345678,0\n", 3)]
    [InlineData("x,y\n\"1\n\n\n\n\n\n\n\n\",0\n", 2)]
    [InlineData("0123456789,y\n", 1)]
    public void Lines_beyond_the_limit(string text, long line)
    {
        DataFileException refused = Refused(text, new CsvOptions { Label = 1, MaximumLineLength = 9 });

        Assert.Equal((line, "The line is longer than the limit of 9 characters."), (refused.Line, refused.Reason));
    }

    [Fact]
    public void A_line_as_long_as_the_limit_is_read()
    {
        CsvData data = CsvFile.Read(new StringReader("x,y\n1234567,0\n"), new CsvOptions { Label = 1, MaximumLineLength = 9 });

        Assert.Equal(1, data.Dataset.Count);
    }

    [Theory]
    [InlineData("x,y\n1,0", new byte[] { 0xFF }, 2)]
    [InlineData("x,y\n1,0\n", new byte[] { 0xE2, 0x82 }, 3)]
    [InlineData("x,y\n1,0\n2,\"\n", new byte[] { 0xED, 0xA0, 0x80, (byte)'"' }, 4)]
    [InlineData("", new byte[] { 0xFF, 0xFE, (byte)'x', 0, (byte)',', 0, (byte)'y', 0 }, 1)]
    public void Bytes_that_are_not_UTF8(string text, byte[] more, long line)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(text), .. more];
        using var strict = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);

        DataFileException stream = Assert.Throws<DataFileException>(() => CsvFile.Read(new MemoryStream(bytes), Options));
        DataFileException reader = Assert.Throws<DataFileException>(() => CsvFile.Read(strict, Options));

        Assert.Equal((line, "The file is not UTF-8 text."), (stream.Line, stream.Reason));
        Assert.Equal("The file is not UTF-8 text.", reader.Reason);
    }

    [Theory]
    [InlineData("1\0,0")]
    [InlineData("1,0\0")]
    public void Nul_characters_are_no_part_of_a_number(string row) => Assert.Contains("\\u0000", Refused("x,y\n" + row, Options).Message);

    [Fact]
    public void More_bytes_than_the_limit_and_damaged_gzip()
    {
        byte[] text = "x,y\n1,2\n"u8.ToArray(), gzip = HostileFiles.Gzip(text);

        DataFileException refused = Assert.Throws<DataFileException>(() => CsvFile.Read(new MemoryStream(text), new CsvOptions { Targets = [1], MaximumBytes = 7 }, "table"));
        Assert.Equal("table, byte 7: The data is longer than the limit of 7 bytes.", refused.Message);
        Assert.Equal(1, CsvFile.Read(new MemoryStream(gzip), new CsvOptions { Targets = [1], MaximumBytes = 8 }).Dataset.Count);
        for (int length = 2; length < gzip.Length; length++)
        {
            Assert.Throws<DataFileException>(() => CsvFile.Read(new MemoryStream(gzip[..length]), new CsvOptions { Targets = [1] }));
        }

        Assert.Throws<DataFileException>(() => CsvFile.Read(new MemoryStream([.. gzip, .. text]), new CsvOptions { Targets = [1] }));
    }

    [Fact]
    public void Options_that_contradict_each_other()
    {
        foreach (CsvOptions options in new CsvOptions[]
                 {
                     new(),
                     new() { Label = 0, Targets = [1] },
                     new() { Label = 0, Inputs = [] },
                     new() { Targets = [] },
                     new() { Targets = [0], NamedClasses = true },
                     new() { Targets = [0], Classes = 2 },
                     new() { Label = 0, Classes = 2, ClassNames = ["a"] },
                     new() { Label = "y", HasHeader = false },
                     new() { Label = 1, Inputs = [0, "x"], HasHeader = false },
                     new() { Targets = ["y"], HasHeader = false },
                 })
        {
            Assert.Equal("options", Assert.Throws<ArgumentException>(() => CsvFile.Read(new StringReader("x,y\n1,0\n"), options)).ParamName);
        }
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\n')]
    [InlineData('\r')]
    [InlineData('.')]
    [InlineData('-')]
    [InlineData('e')]
    [InlineData('5')]
    public void Separators_that_mean_something_else(char separator) =>
        Assert.Equal("Separator", Assert.Throws<ArgumentException>(() => new CsvOptions { Separator = separator }).ParamName);

    [Fact]
    public void Options_out_of_range()
    {
        Assert.Equal("Classes", Assert.Throws<ArgumentOutOfRangeException>(() => new CsvOptions { Classes = 0 }).ParamName);
        Assert.Equal("MaximumBytes", Assert.Throws<ArgumentOutOfRangeException>(() => new CsvOptions { MaximumBytes = 0 }).ParamName);
        Assert.Equal("MaximumLineLength", Assert.Throws<ArgumentOutOfRangeException>(() => new CsvOptions { MaximumLineLength = 0 }).ParamName);
        Assert.Equal("MaximumLineLength", Assert.Throws<ArgumentOutOfRangeException>(() => new CsvOptions { MaximumLineLength = int.MaxValue }).ParamName);
        Assert.Equal("ClassNames", Assert.Throws<ArgumentException>(() => new CsvOptions { ClassNames = [] }).ParamName);
        Assert.Equal("ClassNames", Assert.Throws<ArgumentException>(() => new CsvOptions { ClassNames = ["a", "a"] }).ParamName);
        Assert.Equal("ClassNames", Assert.Throws<ArgumentException>(() => new CsvOptions { ClassNames = [""] }).ParamName);
        Assert.Equal("index", Assert.Throws<ArgumentOutOfRangeException>(() => new CsvOptions { Label = -1 }).ParamName);
        Assert.Equal("options", Assert.Throws<ArgumentNullException>(() => CsvFile.Read("file", null!)).ParamName);
        Assert.Equal("reader", Assert.Throws<ArgumentNullException>(() => CsvFile.Read((TextReader)null!, Options)).ParamName);
        Assert.Throws<FileNotFoundException>(() => CsvFile.Read(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), Options));
    }
}
