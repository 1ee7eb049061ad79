using System.Collections.Immutable;
using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Blocks;

/// <summary>What can be wrong with blocks and their uses: ID, place, and the whole message.</summary>
public sealed class BlockDiagnosticTests
{
    [Theory]
    [InlineData("BPC040", "Use<B>", "The block 'B' uses itself here, directly or through another block, so that it would have no end: remove this [Use]", "[Block, Use<B>] class B;")]
    [InlineData("BPC039", "Embedding(5, 2)", "[Embedding] looks up the numbers of the network's input: it must stand on the network, right below [Input], not in a block, into which anything can come",
        "[Block, Embedding(5, 2)] class B; [Network, Input(2), Use<B>, Flatten] partial class Net;")]
    [InlineData("BPC041", "Use<object>", "'Object' is not a block: put [Block] on it, above its layers", "[Network, Input(2), Use<object>] partial class Net;")]
    [InlineData("BPC041", "Use<Net>", "'Net' is not a block: put [Block] on it, above its layers", "[Network, Input(2), Use<Net>] partial class Net;")]
    [InlineData("BPC042", "Input(2)", "[Input] cannot stand in the block 'B', which starts from what comes in where it is used and ends with a layer: move [Input] to the network", "[Block, Input(2), Dense(2)] class B;")]
    [InlineData("BPC042", "Huber", "[Huber] cannot stand in the block 'B', which starts from what comes in where it is used and ends with a layer: move [Huber] to the network", "[Block, Dense(2), Huber] class B;")]
    [InlineData("BPC043", "Repeat = 2", "The block 'B' cannot be repeated, because it takes [rows×2] and gives [rows×3]: make its last layer give what it takes, or use it once",
        "[Block, Dense(3)] class B; [Network, Input(2), Use<B>(Repeat = 2)] partial class Net;")]
    [InlineData("BPC044", "B", "'B' has both [Block] and [Network]: a block is used by networks, so give one of the two a class of its own", "[Block, Network, Input(2), Dense(2)] partial class B;")]
    [InlineData("BPC045", "Shared = true", "The shared uses of the block 'B' have the same parameters, but [rows×4] comes in here and [rows×2] into the first: give both the same shape, or do not share",
        "[Block, Dense(2)] class B; [Network, Input(2), Use<B>(Shared = true), Dense(4), Use<B>(Shared = true)] partial class Net;")]
    [InlineData("BPC033", "B", "'B' has no layers: put at least one, such as [Dense(units)]", "[Block] class B;")]
    [InlineData("BPC031", "Repeat = 0", "'Repeat' of [Use] must be from 1 to 4,096, but is 0", "[Block, Dense(2)] class B; [Network, Input(2), Use<B>(Repeat = 0)] partial class Net;")]
    [InlineData("BPC023", "0", "'units' of [Dense] must be from 1 to 16,777,216, but is 0", "[Block, Dense(0)] class B;")]
    [InlineData("BPC034", "\"there\"", "[Add] names 'there', but no layer is called so: above it are 'input', 'dense1'", "[Block, Dense(2), Add(\"there\")] class B;")]
    [InlineData("BPC037", "Dense(4)", "Nothing uses the value of [Dense], 'dense2', because [Dense] below it starts from 'input': name it in an [Add], [Multiply] or [Concat], or remove it",
        "[Block, Dense(2), Add(\"input\"), Dense(4), Dense(2, From = \"input\")] class B;")]
    public async Task ReportsThePlace(string id, string text, string message, string source)
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync("using Backprop; " + source);

        Assert.Equal([new Reported(id, text, message)], reported);
    }

    /// <summary>Shapes that do not fit are a problem of the block where it is used; the place is the layer in the block.</summary>
    [Theory]
    [InlineData("[Block, Dense(3), Add(\"input\")] class B; [Network, Input(2), Use<B>] partial class Net;")]
    [InlineData("[Block, Use<C>] class B; [Block, Dense(3), Add(\"input\")] class C; [Network, Input(2), Use<B>] partial class Net;")]
    public async Task ShapesAreReportedOnTheLayerInTheBlock(string source)
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync("using Backprop; " + source);

        Reported only = Assert.Single(reported);
        Assert.Equal(("BPC036", "\"input\""), (only.Id, only.Text));
        Assert.Contains("[rows×3]", only.Message, StringComparison.Ordinal);
        Assert.Contains("[rows×2]", only.Message, StringComparison.Ordinal);
    }

    /// <summary>A block's own mistake is reported once, however often the block is used, and no code is emitted for the networks.</summary>
    [Fact]
    public async Task ABlocksOwnMistakeIsReportedOnce()
    {
        const string Source = """
            using Backprop;
            [Block, Dense(-1)] class B;
            [Network, Input(2), Use<B>, Use<B>(Repeat = 2)] partial class One;
            [Network, Input(2), Use<B>] partial class Two;
            """;
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync(Source);

        Assert.Equal([new Reported("BPC023", "-1", "'units' of [Dense] must be from 1 to 16,777,216, but is -1")], reported);
        Assert.NotEmpty(Parsing.Parse("Two", Source).Problems);
    }
}
