using System.Globalization;
using System.Text.RegularExpressions;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Blocks;

/// <summary>What is emitted for a repeated block does not grow with the repetitions, but for tables of numbers.</summary>
public sealed partial class BlockSizeTests
{
    private const string Residual = "[Block, Dense(20, Activation.ReLU), Dense(12), Add(\"input\"), Activation(Activation.Tanh)] class B;";
    private const string Plain = "[Block, Dense(12, Activation.ReLU)] class B;";
    private const string Random = "[Block, Dense(12, Activation.ReLU), Dropout(0.5f), Dense(12), Add(\"input\")] class B;";
    private const string Normed = "[Block, Dense(12), BatchNorm, Activation(Activation.ReLU), LayerNorm, GroupNorm(3), RmsNorm(Affine = false), BatchNorm(Affine = false), Add(\"input\")] class B;";
    private const string Nested = "[Block, Use<C>(Repeat = {0}), Dense(12)] class B; [Block, Dense(5), Dense(12, Activation.ELU)] class C;";

    [Theory]
    [InlineData(Residual, "[Dense(12)] [Use<B>(Repeat = {0})] [Dense(3)]")]
    [InlineData(Residual, "[Use<B>(Repeat = {0})]")]
    [InlineData(Residual, "[Use<B>(Repeat = {0}, Shared = true)] [Dense(3)]")]
    [InlineData(Plain, "[Use<B>(Repeat = {0})] [Dense(3)]")]
    [InlineData(Random, "[Use<B>(Repeat = {0})] [Dense(3)]")]
    [InlineData(Nested, "[Use<B>(Repeat = {0})] [Dense(3)]")]
    [InlineData(Normed, "[Use<B>(Repeat = {0})] [Dense(3)]")]
    [InlineData(Normed, "[Use<B>(Repeat = {0}, Shared = true)] [Dense(3)]")]
    public void TextDoesNotGrow(string block, string use)
    {
        foreach (EmittedFile few in Emit(block, use, 7))
        {
            EmittedFile many = Assert.Single(Emit(block, use, 19), file => file.HintName == few.HintName);
            Assert.Equal(Skeleton(few.Text), Skeleton(many.Text));
        }
    }

    // Numbers, and tables of them, may differ; a scratch's comment lists where its parts start.
    private static string Skeleton(string text) => Tables().Replace(Numbers().Replace(Comments().Replace(text, ""), "0"), "=> [0]");

    private static IReadOnlyList<EmittedFile> Emit(string block, string use, int repeat)
    {
        string source = $"using Backprop; {block} [Network(InputGradient = true), Input(12)] {use} [MeanSquaredError] partial class Net;";
        ParsedNetwork parsed = Parsing.Parse("Net", source.Replace("{0}", repeat.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Empty(parsed.Problems);
        return [.. NetworkEmitter.Emit(parsed.Spec!)];
    }

    // The fingerprint is a number too.
    [GeneratedRegex(@"(?<="")[0-9a-f]{16}(?="")|\d+")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"=> \[[0, ]*\]")]
    private static partial Regex Tables();

    [GeneratedRegex(@"(?<=Rent\(\d+\);) // .*")]
    private static partial Regex Comments();
}
