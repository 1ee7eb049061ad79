using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Backprop.Compiler.Tests.Generator;

/// <summary>What the generator does again after an edit: no more than the edit asks for.</summary>
public sealed class IncrementalityTests
{
    private const string Networks =
        """
        using Backprop;

        namespace Shop;

        [Network]
        [Input(2)]
        [Dense(16, Activation.Tanh)]
        [Dense(1)]
        [MeanSquaredError]
        public sealed partial class Prices
        {
            public int Version() => 1;
        }

        [Network]
        [Input(4)]
        [Dense(3)]
        [SoftmaxCrossEntropy]
        public sealed partial class Kinds;

        public sealed class Customer
        {
            public int Age;
        }
        """;

    private const string Third =
        """
        using Backprop;

        [Network]
        [Input(8)]
        [Dense(8)]
        public sealed partial class Third;
        """;

    private const string Unrelated = "public static class Unrelated { public const int One = 1; }";

    public static TheoryData<string, int, string, string> UnrelatedEdits => new()
    {
        { "another file", 2, "One = 1", "One = 2" },
        { "a mistake in another file", 2, "One = 1", "One = \"1\"" },
        { "a comment above", 0, "using Backprop;", "// A comment.\nusing Backprop;" },
        { "a comment between the attributes", 0, "[Dense(16", "// The hidden layer.\n[Dense(16" },
        { "spaces in an attribute", 0, "[Dense(16, Activation.Tanh)]", "[ Dense ( 16 , Activation . Tanh ) ]" },
        { "the same number written otherwise", 0, "Dense(16", "Dense(0x10" },
        { "the same value named otherwise", 0, "Activation.Tanh", "activation: (Activation)14" },
        { "a member of another class", 0, "public int Age;", "public int Age;\n    public string Name = \"\";" },
        { "another class in the same file", 0, "public sealed class Customer", "public sealed class Order;\n\npublic sealed class Customer" },
        { "a method body in a network's class", 0, "Version() => 1", "Version() => 2" },
        { "a member of a network's class", 0, "public int Version", "public int Number;\n\n    public int Version" },
        { "the accessibility of a network's class", 0, "public sealed partial class Prices", "internal sealed partial class Prices" },
    };

    [Theory]
    [MemberData(nameof(UnrelatedEdits))]
    public void AnUnrelatedEditRunsNothing(string edit, int file, string before, string after)
    {
        TrackedRun first = TrackedRun.Start(Networks, Third, Unrelated);
        TrackedRun second = first.Edit(file, source => source.Replace(before, after, StringComparison.Ordinal));

        AssertNothingRan(second, networks: 3, edit);
        Assert.Equal(first.Files, second.Files);
    }

    [Fact]
    public void TheFirstRunEmitsEverything()
    {
        TrackedRun run = TrackedRun.Start(Networks, Third, Unrelated);

        Assert.Equal([New, New, New], run.ParseReasons);
        Assert.Equal([New, New, New], run.EmitReasons);
        Assert.Equal([New, New, New], run.OutputReasons);
        Assert.Equal(
            ["Shop.Kinds.Backward.g.cs", "Shop.Kinds.Forward.g.cs", "Shop.Kinds.g.cs", "Shop.Prices.Backward.g.cs", "Shop.Prices.Forward.g.cs", "Shop.Prices.g.cs",
                "Third.Backward.g.cs", "Third.Forward.g.cs", "Third.g.cs"],
            run.Files.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>A block in a file of its own: an edit of it emits the networks that use it, an edit beside it none.</summary>
    [Theory]
    [InlineData("Dense(16, Activation.ReLU)", "Dense(20, Activation.ReLU)", 2)]
    [InlineData("Dense(8)", "Dense(8, UseBias = false)", 2)]
    [InlineData("class Inner;", "class Inner { public int Number; }", 0)]
    public void AnEditOfABlockEmitsTheNetworksThatUseIt(string before, string after, int emitted)
    {
        const string Blocks = "using Backprop; [Block, Use<Inner>(Repeat = 2), Add(\"input\")] public sealed class Outer; [Block, Dense(16, Activation.ReLU), Dense(8)] public sealed class Inner;";
        const string Users = "using Backprop; [Network, Input(8), Use<Outer>] partial class One; [Network, Input(8), Dense(8), Use<Inner>] partial class Two;";
        TrackedRun first = TrackedRun.Start(Users, Blocks, Third);
        Assert.Equal(9, first.Files.Count);
        TrackedRun second = first.Edit(1, source => source.Replace(before, after, StringComparison.Ordinal));

        Assert.Equal(emitted, second.EmitReasons.Count(reason => reason == Modified));
        Assert.Equal(3 - emitted, second.EmitReasons.Count(reason => reason is Unchanged or Cached));
        Assert.Equal(first.Files["Third.g.cs"], second.Files["Third.g.cs"]);
    }

    [Fact]
    public void NoEditRunsNothing()
    {
        TrackedRun first = TrackedRun.Start(Networks, Third, Unrelated);

        AssertNothingRan(first.Continue(first.Compilation), networks: 3, "none");
    }

    [Fact]
    public void ANewFileRunsNothing()
    {
        AssertNothingRan(TrackedRun.Start(Networks, Third, Unrelated).Add("class Added;"), networks: 3, "a new file");
    }

    [Fact]
    public void EqualSourcesInAnotherCompilationRunNothing()
    {
        TrackedRun first = TrackedRun.Start(Networks, Third, Unrelated);
        CSharpCompilation other = Infrastructure.TestCompiler.Compile(Networks, Third, Unrelated).WithAssemblyName("Other");
        TrackedRun second = first.Continue(other);

        AssertNothingRan(second, networks: 3, "another compilation");
        Assert.Equal(first.Parsed, second.Parsed);
        Assert.Equal(first.Parsed, TrackedRun.Start(Networks, Third).Parsed);
    }

    [Theory]
    [InlineData("Dense(3)", "Dense(4)", "Shop.Kinds")]
    [InlineData("Input(4)", "Input(5)", "Shop.Kinds")]
    [InlineData("SoftmaxCrossEntropy", "MeanAbsoluteError", "Shop.Kinds")]
    [InlineData("Activation.Tanh", "Activation.Mish", "Shop.Prices")]
    [InlineData("[Dense(1)]", "[Dense(1, Name = \"last\")]", "Shop.Prices")]
    public void AChangeOfOneNetworkEmitsThatOne(string before, string after, string network)
    {
        TrackedRun first = TrackedRun.Start(Networks, Third, Unrelated);
        TrackedRun second = first.Edit(0, source => source.Replace(before, after, StringComparison.Ordinal));

        Assert.Single(second.ParseReasons, Modified);
        Assert.Equal(2, second.ParseReasons.Count(reason => reason is Unchanged or Cached));
        Assert.Equal([Cached, Cached, Modified], second.EmitReasons.Order(Comparer));
        Assert.Equal([Cached, Cached, Modified], second.OutputReasons.Order(Comparer));
        Assert.All(first.Files.Keys.Where(file => !file.StartsWith(network + ".", StringComparison.Ordinal)), file => Assert.Equal(first.Files[file], second.Files[file]));
        Assert.NotEqual(first.Files[network + ".g.cs"], second.Files[network + ".g.cs"]);
    }

    [Fact]
    public void AnAddedNetworkIsEmittedAlone()
    {
        TrackedRun second = TrackedRun.Start(Networks, Unrelated).Add(Third);

        Assert.Equal([New, Cached, Cached], second.EmitReasons.Order(Comparer));
        Assert.Equal([New, Cached, Cached], second.OutputReasons.Order(Comparer));
        Assert.Equal(9, second.Files.Count);
    }

    [Fact]
    public void ARemovedNetworkTakesNoOtherWithIt()
    {
        TrackedRun second = TrackedRun.Start(Networks, Third).Edit(1, _ => "class Nothing;");

        Assert.Equal([Cached, Cached, Removed], second.EmitReasons.Order(Comparer));
        Assert.DoesNotContain("Third.g.cs", second.Files.Keys);
        Assert.Equal(6, second.Files.Count);
    }

    [Fact]
    public void AProblemInOneClassEmitsNoOtherAgain()
    {
        TrackedRun first = TrackedRun.Start(Networks, Third, Unrelated);
        TrackedRun appeared = first.Edit(0, source => source.Replace("Dense(3)", "Dense(0)", StringComparison.Ordinal));
        TrackedRun changed = appeared.Edit(0, source => source.Replace("Dense(0)", "Dense(-7)", StringComparison.Ordinal));
        TrackedRun gone = changed.Edit(0, source => source.Replace("Dense(-7)", "Dense(3)", StringComparison.Ordinal));

        Assert.Equal([Cached, Cached, Removed], appeared.EmitReasons.Order(Comparer));
        Assert.Single(changed.ParseReasons, Modified);
        Assert.Equal([Cached, Cached], changed.EmitReasons);
        Assert.Equal([Cached, Cached], changed.OutputReasons);
        Assert.Equal([New, Cached, Cached], gone.EmitReasons.Order(Comparer));
        Assert.Equal(appeared.Files, changed.Files);
        Assert.Equal(first.Files.OrderBy(file => file.Key, StringComparer.Ordinal), gone.Files.OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void AProblemThatMovesIsReportedAnewAndNothingElse()
    {
        TrackedRun first = TrackedRun.Start(Networks, Third.Replace("Input(8)", "Input(0)", StringComparison.Ordinal), Unrelated);
        TrackedRun elsewhere = first.Edit(2, source => source.Replace("One = 1", "One = 2", StringComparison.Ordinal));
        TrackedRun moved = elsewhere.Edit(1, source => "// A comment.\n" + source);
        TrackedRun changed = moved.Edit(1, source => source.Replace("Input(0)", "Input(-1)", StringComparison.Ordinal));

        Assert.Equal([New], first.ReportReasons);
        Assert.Equal([Cached], elsewhere.DiagnoseReasons);
        Assert.Equal([Cached], elsewhere.ReportReasons);
        Assert.Equal([Modified], moved.DiagnoseReasons);
        Assert.Equal([Modified], moved.ReportReasons);
        Assert.All(moved.ParseReasons, reason => Assert.True(reason is Unchanged or Cached));
        Assert.All(new[] { elsewhere, moved, changed }, run => Assert.Equal([Cached, Cached], run.EmitReasons));
        Assert.All(new[] { elsewhere, moved, changed }, run => Assert.Equal([Cached, Cached], run.OutputReasons));
        Assert.Equal((3, 4), (LineOf(first), LineOf(moved)));
        Assert.Same(moved.Compilation.SyntaxTrees[1], moved.Result.Diagnostics[0].Location.SourceTree);
        Assert.Contains("-1", changed.Result.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
    }

    private static int LineOf(TrackedRun run) => Assert.Single(run.Result.Diagnostics).Location.GetLineSpan().StartLinePosition.Line;

    private static IComparer<IncrementalStepRunReason> Comparer { get; } =
        Comparer<IncrementalStepRunReason>.Create((left, right) => Rank(left).CompareTo(Rank(right)));

    private static int Rank(IncrementalStepRunReason reason) => Array.IndexOf([New, Cached, Unchanged, Modified, Removed], reason);

    private static void AssertNothingRan(TrackedRun run, int networks, string edit)
    {
        Assert.Equal(networks, run.ParseReasons.Length);
        Assert.Equal(networks, run.EmitReasons.Length);
        Assert.Equal(networks, run.OutputReasons.Length);
        Assert.True(run.ParseReasons.All(reason => reason is Unchanged or Cached), $"After {edit}: {string.Join(", ", run.ParseReasons)}.");
        Assert.All(run.EmitReasons, reason => Assert.Equal(Cached, reason));
        Assert.All(run.OutputReasons, reason => Assert.Equal(Cached, reason));
    }
}
