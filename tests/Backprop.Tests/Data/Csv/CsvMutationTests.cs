using System.Text;
using Backprop.Data;

namespace Backprop.Tests.Data;

/// <summary>Thousands of damaged files: each is either read as another parser reads it, or refused with the one exception, in bounded time and memory.</summary>
public class CsvMutationTests
{
    private const int PerFile = 400;

    /// <summary>The most is needed by a first line of one separator per column: its name, its text, its line and its value, in lists that double.</summary>
    private const long PerByte = 128, Constant = 1 << 17;

    private static readonly (string Text, CsvOptions Options)[] Files =
    [
        ("x,y,label\n1,2.5,0\n-3e2,.5,1\n0,0,2\n12,13,1\n", new CsvOptions { Label = "label" }),
        ("\uFEFFname,\"a \"\"b\"\"\",c\r\nred,1,2\r\n\"dark, red\",3,4\r\nred,5,6\r\n\"é\n☃\",7,8\r\n", new CsvOptions { Label = 0, NamedClasses = true }),
        ("1;2;3\n4;5;6\n7;8;9", new CsvOptions { HasHeader = false, Separator = ';', Inputs = [2, 0], Targets = [1] }),
        ("5\t1\n6\t0\n", new CsvOptions { HasHeader = false, Separator = '\t', Label = ^1, Classes = 2 }),
    ];

    [Fact]
    public Task Damaged_files_are_read_right_or_refused() => HostileFiles.InTime(() =>
    {
        var random = new System.Random(1);
        int read = 0, refused = 0;
        foreach ((string text, CsvOptions options) in Files)
        {
            byte[] file = Encoding.UTF8.GetBytes(text);
            for (int i = 0; i < PerFile; i++)
            {
                byte[] mutated = HostileFiles.Damage(file, random);
                CsvData? data = HostileFiles.Read(
                    () => CsvFile.Read(i % 2 == 0 ? new MemoryStream(mutated) : new PipeStream(mutated), options), (PerByte * mutated.Length) + Constant);

                AssertSame(Expected(mutated, options), data);
                _ = data is null ? refused++ : read++;
            }
        }

        Assert.True(read > 100 && refused > 500, $"{read} read, {refused} refused.");
    });

    [Fact]
    public Task Damaged_gzip_is_read_right_or_refused() => HostileFiles.InTime(() =>
    {
        var random = new System.Random(2);
        int read = 0, refused = 0;
        foreach ((string text, CsvOptions options) in Files)
        {
            byte[] file = Encoding.UTF8.GetBytes(text);
            for (int i = 0; i < PerFile; i++)
            {
                byte[] mutated = i % 3 == 0 ? HostileFiles.Gzip(HostileFiles.Damage(file, random)) : HostileFiles.Damage(HostileFiles.Gzip(file), random);
                CsvData? data = HostileFiles.Read(
                    () => CsvFile.Read(i % 2 == 0 ? new MemoryStream(mutated) : new PipeStream(mutated), options), (PerByte * mutated.Length) + Constant);
                if (data is not null)
                {
                    AssertSame(Expected(mutated is [0x1F, 0x8B, ..] ? HostileFiles.Gunzip(mutated) : mutated, options), data);
                }

                _ = data is null ? refused++ : read++;
            }
        }

        Assert.True(read > 50 && refused > 500, $"{read} read, {refused} refused.");
    });

    [Theory]
    [InlineData(",", 100_000)]
    [InlineData("\"", 100_001)]
    [InlineData("\"\"", 100_000)]
    [InlineData("a", 300_000)]
    [InlineData("1\n", 200_000)]
    [InlineData("\n", 100_000)]
    [InlineData("\"\n", 100_000)]
    [InlineData("a,", 100_000)]
    [InlineData("1,2\n", 100_000)]
    public void One_text_over_and_over_is_bounded_too(string text, int times)
    {
        byte[] file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, times)));
        CsvData? data = HostileFiles.Read(
            () => CsvFile.Read(new MemoryStream(file), new CsvOptions { HasHeader = false, Label = ^1, NamedClasses = true }), (PerByte * file.Length) + Constant);

        Assert.Equal(text == "1,2\n" ? times : null, data?.Dataset.Count);
    }

    /// <summary>A new class in every line: a string, a number and a place in a dictionary each.</summary>
    [Fact]
    public void Many_classes_are_bounded_too()
    {
        byte[] file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100_000).Select(i => $"1,{i:X}\n")));
        CsvData? data = HostileFiles.Read(
            () => CsvFile.Read(new MemoryStream(file), new CsvOptions { HasHeader = false, Label = 1, NamedClasses = true }), (PerByte * file.Length) + Constant);

        Assert.Equal(100_000, data!.Dataset.Classes);
        Assert.Equal("1869F", data.ClassNames[^1]);
    }

    /// <summary>The rows, by the plain parser, as (inputs, target or label) pairs; null if the file is wrong.</summary>
    private static List<(float[] Inputs, float Target)>? Expected(byte[] bytes, CsvOptions options)
    {
        List<string[]>? lines = PlainCsv.Parse(bytes, options.Separator);
        if (lines is null || lines[0].Length < 2)
        {
            return null;
        }

        int width = lines[0].Length, target = Column(lines[0], options.Label ?? options.Targets![0]);
        int[] inputs = options.Inputs?.Select(column => Column(lines[0], column)).ToArray() ?? Enumerable.Range(0, width).Where(i => i != target).ToArray();
        if (target < 0 || inputs.Any(input => input < 0 || input >= width) || target >= width)
        {
            return null;
        }

        var names = new List<string>();
        var rows = new List<(float[], float)>();
        foreach (string[] fields in lines.Skip(options.HasHeader ? 1 : 0))
        {
            float?[] values = inputs.Select(input => PlainCsv.Float(fields[input])).ToArray();
            string text = fields[target];
            if (options.NamedClasses && text != "" && !names.Contains(text))
            {
                names.Add(text);
            }

            float? wanted = options.Label is null ? PlainCsv.Float(text) : options.NamedClasses ? names.IndexOf(text) : PlainCsv.Label(text);
            if (wanted is null or -1 && options.Label is not null || wanted is null || wanted >= (options.Classes ?? float.PositiveInfinity) || values.Contains(null))
            {
                return null;
            }

            rows.Add((values.Select(value => value!.Value).ToArray(), wanted.Value));
        }

        return rows.Count > 0 ? rows : null;
    }

    private static int Column(string[] header, CsvColumn column) =>
        column.Name is null ? column.Index.GetOffset(header.Length) : header.Count(name => name == column.Name) == 1 ? Array.IndexOf(header, column.Name) : -1;

    private static void AssertSame(List<(float[] Inputs, float Target)>? expected, CsvData? data)
    {
        Assert.Equal(expected is null, data is null);
        if (expected is null || data is null)
        {
            return;
        }

        IEnumerable<float> targets = data.Dataset.HasLabels ? CsvFileTests.Labels(data.Dataset).Select(label => (float)label) : CsvFileTests.Targets(data.Dataset).Select(row => row[0]);
        Assert.Equal(expected.Select(row => row.Inputs), CsvFileTests.Inputs(data.Dataset));
        Assert.Equal(expected.Select(row => row.Target), targets);
    }
}
