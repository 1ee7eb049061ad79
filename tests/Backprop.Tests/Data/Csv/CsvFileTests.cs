using System.Globalization;
using System.Text;
using Backprop.Data;

namespace Backprop.Tests.Data;

public class CsvFileTests
{
    private const string Flowers = """"
        width,height,species,note
        1.5,2,setosa,first
        -3e-1,+4.25,virginica,"second, with ""quotes"""
        .5,0,setosa,third
        """";

    internal static float[][] Inputs(Dataset data)
    {
        float[] values = new float[data.Count * data.InputSize];
        data.GatherInputs(Enumerable.Range(0, data.Count).ToArray(), values);
        return values.Chunk(data.InputSize).ToArray();
    }

    internal static int[] Labels(Dataset data)
    {
        int[] labels = new int[data.Count];
        data.GatherLabels(Enumerable.Range(0, data.Count).ToArray(), labels);
        return labels;
    }

    internal static float[][] Targets(Dataset data)
    {
        float[] values = new float[data.Count * data.TargetSize];
        data.GatherTargets(Enumerable.Range(0, data.Count).ToArray(), values);
        return values.Chunk(data.TargetSize).ToArray();
    }

    private static CsvData Read(string text, CsvOptions options) => CsvFile.Read(new StringReader(text), options);

    [Fact]
    public void Columns_are_chosen_by_name_and_classes_are_numbered_as_they_appear()
    {
        CsvData data = Read(Flowers, new CsvOptions { Inputs = ["height", "width"], Label = "species", NamedClasses = true });

        Assert.Equal([[2, 1.5f], [4.25f, -0.3f], [0, 0.5f]], Inputs(data.Dataset));
        Assert.Equal([0, 1, 0], Labels(data.Dataset));
        Assert.Equal(2, data.Dataset.Classes);
        Assert.Equal(["height", "width"], data.InputNames);
        Assert.Equal(["species"], data.TargetNames);
        Assert.Equal(["setosa", "virginica"], data.ClassNames);
    }

    [Fact]
    public void Columns_are_chosen_by_index_from_either_end()
    {
        CsvData data = Read("1;2;3;0\n4;5;6;2\n", new CsvOptions { HasHeader = false, Separator = ';', Inputs = [2, 0], Label = ^1 });

        Assert.Equal([[3, 1], [6, 4]], Inputs(data.Dataset));
        Assert.Equal([0, 2], Labels(data.Dataset));
        Assert.Equal(3, data.Dataset.Classes);
        Assert.Equal(["column 3", "column 1"], data.InputNames);
        Assert.Equal(["column 4"], data.TargetNames);
        Assert.Empty(data.ClassNames);
    }

    [Fact]
    public void Without_a_choice_all_other_columns_are_inputs()
    {
        CsvData data = Read("a,y,b,x\n1,2,3,4\n5,6,7,8", new CsvOptions { Targets = ["x", "y"] });

        Assert.Equal([[1, 3], [5, 7]], Inputs(data.Dataset));
        Assert.Equal([[4, 2], [8, 6]], Targets(data.Dataset));
        Assert.False(data.Dataset.HasLabels);
        Assert.Equal(["a", "b"], data.InputNames);
        Assert.Equal(["x", "y"], data.TargetNames);
    }

    [Fact]
    public void Validation_data_gets_the_class_numbers_of_the_training_data()
    {
        CsvData train = Read(Flowers, new CsvOptions { Inputs = [0], Label = "species", NamedClasses = true });
        CsvData validation = Read("width,species\n1,virginica\n", new CsvOptions { Label = "species", ClassNames = train.ClassNames });

        Assert.Equal([1], Labels(validation.Dataset));
        Assert.Equal(2, validation.Dataset.Classes);
        Assert.Equal(train.ClassNames, validation.ClassNames);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_number_of_classes_can_be_given(bool named)
    {
        CsvData data = Read("x,y\n1,0\n2,1\n", new CsvOptions { Label = "y", Classes = 5, NamedClasses = named });

        Assert.Equal(5, data.Dataset.Classes);
    }

    [Theory]
    [InlineData("x,y\n1,2\n3,4\n")]
    [InlineData("x,y\r\n1,2\r\n3,4\r\n")]
    [InlineData("x,y\n1,2\r\n3,4")]
    [InlineData("\uFEFFx,y\n1,2\n3,4")]
    [InlineData("\"x\",\"y\"\n\"1\",\"2\"\n3,\"4\"")]
    [InlineData("\uFEFF\"x\",y\n 1 ,  2\n3 , \" 4\"")]
    public void Lines_and_fields_end_as_the_standard_says(string text)
    {
        var options = new CsvOptions { Targets = ["y"] };
        if (text.Contains(", \""))
        {
            // A quote after a space is text, which a number has none of.
            Assert.Throws<DataFileException>(() => Read(text, options));
            return;
        }

        foreach (CsvData data in new[]
                 {
                     Read(text, options),
                     CsvFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), options),
                     CsvFile.Read(new PipeStream(Encoding.UTF8.GetBytes(text)), options),
                     CsvFile.Read(new MemoryStream(HostileFiles.Gzip(Encoding.UTF8.GetBytes(text))), options),
                 })
        {
            Assert.Equal([[1], [3]], Inputs(data.Dataset));
            Assert.Equal([[2], [4]], Targets(data.Dataset));
            Assert.Equal(["x"], data.InputNames);
        }
    }

    [Fact]
    public void Quoted_fields_may_hold_separators_quotes_and_line_breaks()
    {
        CsvData data = Read("\"the \"\"x\"\"\",\"y\r\n2\"\n1,\"a,b\"\n2,\"\"\"\"\n3,\"a\nb\"\n", new CsvOptions { Label = 1, NamedClasses = true });

        Assert.Equal(["the \"x\""], data.InputNames);
        Assert.Equal(["y\r\n2"], data.TargetNames);
        Assert.Equal(["a,b", "\"", "a\nb"], data.ClassNames);
        Assert.Equal([0, 1, 2], Labels(data.Dataset));
    }

    [Fact]
    public void Text_beyond_the_buffers_is_read_whole()
    {
        // Fields of every length across the ends of the buffers, of characters of one to four bytes.
        string[] names = Enumerable.Range(0, 300).Select(i => string.Concat(Enumerable.Repeat("aé☃😀", i + 1))).ToArray();
        string text = "x,name\r\n" + string.Concat(names.Select((name, i) => $"{i},\"{name}\n\"\"\"\r\n"));

        foreach (byte[] bytes in new[] { Encoding.UTF8.GetBytes(text), HostileFiles.Gzip(Encoding.UTF8.GetBytes(text)) })
        {
            CsvData data = CsvFile.Read(new PipeStream(bytes), new CsvOptions { Label = "name", NamedClasses = true });

            Assert.Equal(names.Select(name => name + "\n\""), data.ClassNames);
            Assert.Equal(Enumerable.Range(0, 300).Select(i => (float)i), Inputs(data.Dataset).Select(row => row[0]));
        }
    }

    [Theory]
    [InlineData("0.1", 0.1f)]
    [InlineData("1e-46", 0f)]
    [InlineData("-0", -0f)]
    [InlineData("16777217", 16777216f)]
    [InlineData("3.4028235e38", float.MaxValue)]
    [InlineData("1.", 1f)]
    [InlineData("  007E+1 ", 70f)]
    public void Numbers_become_the_nearest_float(string text, float expected)
    {
        CsvData data = Read(text + ",0", new CsvOptions { HasHeader = false, Label = 1 });

        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(Inputs(data.Dataset)[0][0]));
    }

    [Theory]
    [InlineData("nan", float.NaN)]
    [InlineData("NaN", float.NaN)]
    [InlineData("inf", float.PositiveInfinity)]
    [InlineData("+Inf", float.PositiveInfinity)]
    [InlineData("-INFINITY", float.NegativeInfinity)]
    [InlineData("-inf", float.NegativeInfinity)]
    public void Numbers_that_are_not_finite_can_be_allowed(string text, float expected)
    {
        CsvData data = Read($"0,{text}", new CsvOptions { HasHeader = false, Targets = [0], AllowNonFinite = true });
        var refused = Assert.Throws<DataFileException>(() => Read($"0,{text}", new CsvOptions { HasHeader = false, Targets = [0] }));

        Assert.Equal(expected, Inputs(data.Dataset)[0][0]);
        Assert.Contains("AllowNonFinite", refused.Reason);
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = (",", ".", "~");
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            CsvData data = Read("-1.5;0\n2.25;1\n", new CsvOptions { HasHeader = false, Separator = ';', Label = 1 });
            var refused = Assert.Throws<DataFileException>(() => Read("1,5;-1\n", new CsvOptions { HasHeader = false, Separator = ';', Label = 1 }));

            Assert.Equal([[-1.5f], [2.25f]], Inputs(data.Dataset));
            Assert.Equal("1,5", refused.Text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Columns_that_are_not_wanted_may_hold_anything()
    {
        CsvData data = Read("a,b,c\n1,,0\n2,word,1\n", new CsvOptions { Inputs = ["a"], Label = "c" });

        Assert.Equal([[1], [2]], Inputs(data.Dataset));
    }

    [Fact]
    public void A_file_is_read_by_its_path()
    {
        using TemporaryFile file = new(HostileFiles.Gzip("x,y\n1,2\n"u8), ".csv");

        Assert.Equal([[2]], Targets(CsvFile.Read(file.Path, new CsvOptions { Targets = [^1] }).Dataset));
    }

    [Fact]
    public void Many_rows_are_all_there()
    {
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(i => FormattableString.Invariant($"{i},{i * 0.5},{i % 7}\n")));

        Dataset data = Read(text, new CsvOptions { HasHeader = false, Label = 2 }).Dataset;

        Assert.Equal((20_000, 2, 7), (data.Count, data.InputSize, data.Classes));
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => i * 0.5f), Inputs(data).Select(row => row[1]));
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => i % 7), Labels(data));
    }
}
