using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Backprop.Compiler.Tests.Generator;

/// <summary>An edit reaches a network through whatever name leads there, from any file; all others do not even bind its attributes. What a run gives
/// must be what a generator gives that saw nothing before.</summary>
public sealed class RelatedEditTests
{
    private const string Network =
        """
        using Backprop;
        using static Shop.Constants;

        namespace Shop;

        [Network]
        [Input(4)]
        [Dense(Sizes.Hidden, Activation.Tanh)]
        [Dense(Last)]
        public sealed partial class Prices;

        public partial class Outer : Around
        {
            [Network, Input(3), Use<Inner>, Dense(2)]
            public sealed partial class Nested;
        }
        """;

    /// <summary>Beside the network, each in a file of its own.</summary>
    private static readonly string[] Others =
    [
        "namespace Shop; class Sizes : Middle { public const int Own = 1; }",
        "namespace Shop; class Middle : First;",
        "namespace Shop; class First { public const int Hidden = Elsewhere.Numbers.Eight; } class Second { public const int Hidden = 9; }",
        "namespace Elsewhere { class Numbers { public const int Eight = 4 + 4; } }",
        "namespace Shop; static class Constants { public const int Last = 3; }",
        "namespace Shop; public class Around { }",
        "using Backprop; namespace Shop; [Block, Dense(5)] sealed class Inner;",
        "namespace Shop { public class Unrelated { public int Number; public int Double() { return 2 * Number; } } }",
        "class Other { }",
    ];

    public static TheoryData<int, string, string> RelatedEdits => new()
    {
        { 1, ": Middle", ": Second" },
        { 1, "int Own", "int Hidden" },
        { 2, "First", "Second" },
        { 3, "Numbers.Eight", "Numbers.Eight + 1" },
        { 3, "Numbers.Eight", "\"8\"" },
        { 4, "4 + 4", "4 + 5" },
        { 4, "Eight", "Nine" },
        { 5, "Last = 3", "Last = 7" },
        { 6, "{ }", "{ public class Span { } }" },
        { 6, "{ }", "{ protected static int ILane() => 1; }" },
        { 7, "Dense(5)", "Dense(5), Dense(4)" },
        { 7, "[Block, Dense(5)]", "[Block, Dense(0)]" },
        { 7, "[Block, Dense(5)]", "" },
        { 8, "public class Unrelated", "class Lanes; public class Unrelated" },
        { 8, "public class Unrelated", "delegate void MethodImpl(); public class Unrelated" },
        { 8, "public class Unrelated", "namespace System { } public class Unrelated" },
        { 8, "namespace Shop", "namespace Shop.Backprop" },
        { 8, "public class Unrelated", "class DenseAttribute : System.Attribute; public class Unrelated" },
        { 8, "public class Unrelated", "partial class Prices { public int Forward; } public class Unrelated" },
        { 8, "public class Unrelated", "partial class Prices { public Prices() { } } public class Unrelated" },
        { 8, "public class Unrelated", "partial class Outer { class Vector512; } public class Unrelated" },
        { 8, "public class Unrelated", "class PRICES; public class Unrelated" },
        { 8, "namespace Shop", "namespace SHOP" },
        { 8, "public class Unrelated", "[Backprop.Network, Backprop.Input(2), Backprop.Dense(2)] partial class Unrelated" },
        { 9, "class Other", "namespace Backprop.Numerics { class Lanes { } } class Other" },
        { 9, "class Other", "global using ILane = System.Int32; class Other" },
        { 9, "class Other", "global using Marked = Backprop.NetworkAttribute; [Marked, Backprop.Input(2), Backprop.Dense(2)] partial class Other" },
        { 9, "class Other", "using Marked = Backprop.NetworkAttribute; [Marked, Backprop.Input(2), Backprop.Dense(2)] partial class Other" },
        { 9, "class Other", "using Far = Backprop.NetworkAttribute; namespace Here { using NearAttribute = Far; [Near, Backprop.Input(2), Backprop.Dense(2)] partial class Net; } class Other" },
    };

    public static TheoryData<int, string, string> UnrelatedEdits => new()
    {
        { 0, "public partial class Outer", "// A comment.\n\npublic partial class Outer" },
        { 1, "class Sizes", "class  Sizes" },
        { 8, "2 * Number", "3 * Number" },
        { 8, "int Number", "int Renamed" },
        { 8, "int Number;", "int Number; class Deep { enum Deeper { A } }" },
        { 8, "class Unrelated", "class Untold : System.Exception; struct Unrelated" },
        { 8, "namespace Shop", "namespace Fresh" },
        { 8, "public class Unrelated", "[System.Serializable] public class Unrelated" },
        { 8, "public class Unrelated {", "public class Unrelated { const int Last = 1, Hidden = 2;" },
        { 9, "class Other", "using System; class Other" },
        { 9, "class Other", "namespace Shop { class More; } class Other" },
        { 9, "class Other { }", "" },
        { 9, "class Other { }", "class Other {" },
    };

    [Theory]
    [MemberData(nameof(RelatedEdits))]
    public void ARelatedEditIsSeen(int file, string before, string after)
    {
        TrackedRun first = Start();
        TrackedRun second = first.Edit(file, source => source.Replace(before, after, StringComparison.Ordinal));
        TrackedRun undone = second.Edit(file, _ => Others[file - 1]);

        Assert.NotEqual(Outcome(first), Outcome(second));
        Assert.Equal(Outcome(TrackedRun.Start(second.Compilation)), Outcome(second));
        Assert.Equal(Outcome(first), Outcome(undone));
    }

    [Theory]
    [MemberData(nameof(UnrelatedEdits))]
    public void AnUnrelatedEditBindsNothing(int file, string before, string after)
    {
        TrackedRun first = Start();
        TrackedRun second = first.Edit(file, source => source.Replace(before, after, StringComparison.Ordinal));

        Assert.Equal([Unchanged], second.SourceReasons);
        Assert.Equal([Cached, Cached], second.ParseReasons);
        Assert.Equal([Cached, Cached], second.OutputReasons);
        Assert.Equal(Outcome(TrackedRun.Start(second.Compilation)), Outcome(second));
    }

    [Theory]
    [InlineData("class Added;", true)]
    [InlineData("namespace Shop { class Added { int Last; } }", true)]
    [InlineData("namespace Fresh.Spaces; class Added;", true)]
    [InlineData("namespace Fresh.System; class Added;", false)]
    [InlineData("namespace Shop; class Lanes;", false)]
    [InlineData("namespace Shop; partial class Prices { int Backward; }", false)]
    [InlineData("global using System;", false)]
    [InlineData("[Backprop.Network, Backprop.Input(2), Backprop.Dense(2)] partial class Added;", false)]
    public void AFileComesAndGoes(string source, bool isUnrelated)
    {
        TrackedRun first = Start();
        TrackedRun added = first.Add(source);
        TrackedRun gone = added.Continue(added.Compilation.RemoveSyntaxTrees(added.Compilation.SyntaxTrees[^1]));

        Assert.Equal([isUnrelated ? Unchanged : Modified], added.SourceReasons);
        Assert.Equal(Outcome(TrackedRun.Start(added.Compilation)), Outcome(added));
        Assert.Equal([isUnrelated ? Unchanged : Modified], gone.SourceReasons);
        Assert.Equal(Outcome(first), Outcome(gone));
    }

    /// <summary>A network that stands before all others, by file and by name, emits none of them again; nor does its end.</summary>
    [Fact]
    public void ANetworkInFrontMovesNoOther()
    {
        TrackedRun first = Start();
        CSharpCompilation before = first.Compilation;
        SyntaxTree added = CSharpSyntaxTree.ParseText(
            "[Backprop.Network, Backprop.Input(2), Backprop.Dense(2)] partial class Aa;", (CSharpParseOptions)before.SyntaxTrees[0].Options, "Aa.cs");
        TrackedRun second = first.Continue(before.RemoveAllSyntaxTrees().AddSyntaxTrees([added, .. before.SyntaxTrees]));
        TrackedRun third = second.Continue(before);

        Assert.Equal([New, Cached, Cached], second.EmitReasons.Order());
        Assert.Equal([Cached, Cached, Removed], third.EmitReasons.Order());
        Assert.Equal(Outcome(first), Outcome(third));
    }

    [Fact]
    public void OtherReferencesAndOptionsAreSeen()
    {
        TrackedRun first = Start();
        MetadataReference library = first.Compilation.References.Single(reference => reference.Display!.EndsWith("Backprop.dll", StringComparison.Ordinal));
        TrackedRun without = first.Continue(first.Compilation.RemoveReferences(library));
        TrackedRun again = without.Continue(first.Compilation);

        Assert.Empty(without.Files);
        Assert.Equal(Outcome(first), Outcome(again));
    }

    /// <summary>Edits of both kinds in random order, each on top of those before.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void ManyEditsGiveWhatAFreshRunGives(int seed)
    {
        Random random = new(seed);
        (int File, string Before, string After)[] edits = [.. RelatedEdits.Concat(UnrelatedEdits).Select(row => (row.Data.Item1, row.Data.Item2, row.Data.Item3))];
        TrackedRun run = Start();
        for (int step = 0; step < 15; step++)
        {
            (int file, string before, string after) = edits[random.Next(edits.Length)];
            string source = run.Compilation.SyntaxTrees[file].ToString();
            string edited = random.Next(4) == 0 ? file == 0 ? Network : Others[file - 1] : source.Replace(before, after, StringComparison.Ordinal);
            if (edited != source)
            {
                run = run.Edit(file, _ => edited);
                Assert.Equal(Outcome(TrackedRun.Start(run.Compilation)), Outcome(run));
            }
        }
    }

    private static TrackedRun Start()
    {
        TrackedRun run = TrackedRun.Start([Network, .. Others]);
        Assert.Equal(6, run.Files.Count);
        Assert.Empty(run.Result.Diagnostics);
        return run;
    }

    /// <summary>All that a run adds to the project and says about it.</summary>
    private static string[] Outcome(TrackedRun run) =>
    [
        .. run.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key}\n{file.Value}"),
        .. run.Result.Diagnostics.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal),
    ];
}
