using System.Globalization;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Tests.Graph;
using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Generator;

/// <summary>The same declaration gives the same bytes: in every culture, in every run. (Across processes and machines the snapshots show it.)</summary>
public sealed class DeterminismTests
{
    private const string Source =
        """
        using Backprop;

        [Network(InputGradient = true)]
        [Input(1234)]
        [Dense(2000, Activation.LeakyReLU, Slope = -0.125f, Initializer = Initializer.Constant, InitializerValue = -1234.5f)]
        [Activation(Activation.LeakyReLU, Slope = 1e-30f)]
        [Dense(3, Initializer = Initializer.Normal, InitializerValue = 0.001f)]
        [SoftmaxCrossEntropy(LabelSmoothing = 0.1f)]
        public sealed partial class First;

        [Network(Precision = Precision.Double)]
        [Input(3)]
        [Dense(1)]
        [Huber(0.75f)]
        public sealed partial class Second;
        """;

    [Fact]
    public void CulturesMakeNoDifference()
    {
        Dictionary<string, string> expected = HandMadeCulture.Run(CultureInfo.InvariantCulture, Generate);

        Assert.Equal("-1234,5", HandMadeCulture.Run(HandMadeCulture.Comma, () => $"{-1234.5f}"));
        Assert.Equal("\u200E−3", HandMadeCulture.Run(HandMadeCulture.Persian, () => $"{-3}"));
        Assert.Contains("-1234.5f", expected["First.g.cs"], StringComparison.Ordinal);
        Assert.All(HandMadeCulture.All, culture => Assert.Equal(expected, HandMadeCulture.Run(culture, Generate)));
    }

    [Fact]
    public void CulturesMakeNoDifferenceToSpecs()
    {
        ParsedNetwork[] expected = [.. TrackedRun.Start(Source).Parsed];

        Assert.Equal(2, expected.Length);
        Assert.All(HandMadeCulture.All, culture => Assert.Equal(expected, HandMadeCulture.Run(culture, () => TrackedRun.Start(Source).Parsed.ToArray())));
    }

    /// <summary>The last letter's case is a culture's business too, but not one that can be made by hand: no call may ask for it.</summary>
    [Fact]
    public void NoCallAsksForTheCulture()
    {
        string[] forbidden = [".ToLower()", ".ToUpper()", "char.ToLower(", "char.ToUpper(", "CurrentCulture", "CurrentUICulture", "StringComparison.Invariant", "string.Compare("];
        string compiler = Path.Combine(Repository.Root, "generators", "Backprop.Compiler");
        string[] files = [.. Directory.EnumerateFiles(compiler, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            string text = File.ReadAllText(file);
            Assert.All(forbidden, call => Assert.DoesNotContain(call, text, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void RunsMakeNoDifference()
    {
        Assert.Equal(Generate(), Generate());
    }

    [Fact]
    public void TheTextIsTidy()
    {
        EmittedFile[] files = [.. Enumerable.Range(0, 30).SelectMany(seed => NetworkEmitter.Emit(Specs.Random(seed))), .. NetworkEmitter.Emit(Qualified)];

        Assert.All(files, file =>
        {
            string[] lines = file.Text.Split('\n');
            Assert.DoesNotContain('\r', file.Text);
            Assert.DoesNotContain('\t', file.Text);
            Assert.DoesNotContain('\uFEFF', file.Text);
            Assert.DoesNotContain(lines, line => line.EndsWith(' '));
            Assert.Equal("", lines[^1]);
            Assert.NotEqual("", lines[^2]);
            Assert.DoesNotContain("\n\n\n", file.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void TheFilesAreUtf8WithoutMark()
    {
        Assert.All(TrackedRun.Start(Source).Result.GeneratedSources, file =>
        {
            Assert.Empty(file.SourceText.Encoding!.GetPreamble());
            Assert.Equal("utf-8", file.SourceText.Encoding.WebName);
        });
    }

    private static NetworkSpec Qualified => Specs.Random(seed: 3) with { QualifyNames = true, Namespace = "A.B", ContainingTypes = new(["partial class Outer"]) };

    private static Dictionary<string, string> Generate() => TrackedRun.Start(Source).Files;
}
