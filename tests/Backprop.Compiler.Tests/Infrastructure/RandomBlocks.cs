namespace Backprop.Compiler.Tests.Infrastructure;

/// <summary>Declarations with blocks, every body with every use: right, wrong, and odd.</summary>
internal static class RandomBlocks
{
    private static readonly string[] Bodies =
    [
        "[Block, Dense(6, Activation.ReLU)] class B;",
        "[Block, Dense(9), Dense(6), Add(\"input\"), Activation(Activation.Tanh)] sealed class B;",
        "[Block, Dropout(0.5f), Dense(6, Name = \"a\"), Dense(6, From = \"input\"), Multiply(\"a\", \"input\")] static class B;",
        "[Block, Concat(\"input\"), Dense(3), Reshape(3, 1), Flatten, Dense(6)] public abstract class B { class Inner; }",
        "[Block, Use<C>(Repeat = 2), Dense(6)] class B; [Block, Dense(5), Dense(6, Activation.ELU), GaussianNoise(0.1f)] class C;",
        "[Block, Use<C>, Use<C>(Shared = true), Use<C>(Shared = true, Name = \"c\"), Add(\"c\")] class B; [Block, Dense(6)] class C;",
        "[Block, BatchNorm, Dense(6), LayerNorm(Affine = false), GroupNorm(2), BatchNorm(Affine = false), RmsNorm, Add(\"input\")] class B;",
        "[Block, Reshape(3, 2), GroupNorm(1), GlobalAveragePool, Dense(6)] class B;",
        "[Block, Embedding(3, 2), Flatten, Dense(6)] class B;",
        "[Block, Dense(7)] class B;",
        "[Block, Dense(6), Activation(Activation.Softmax)] class B;",
        "[Block, Dense(6, Activation.Softmax), Dense(6)] class B;",
        "[Block, Use<B>] class B;",
        "[Block, Use<C>] class B; [Block, Use<B>(Repeat = 3)] class C;",
        "[Block, Input(6), Dense(6)] class B;",
        "[Block, Dense(6), MeanSquaredError] class B;",
        "[Block] class B;",
        "class B;",
        "[Dense(6)] class B;",
        "[Block, Network, Input(6), Dense(6)] partial class B;",
        "[Block, Dense(6, Name = \"input\"), Dense(0), Add(\"missing\")] class B;",
        "[Block, Dense(6, Name = \"x y\"), Dense(6, From = \"below\"), Dense(6, Name = \"below\")] class B;",
        "[Block, Dense(6), Dense(6, From = \"input\")] class B;",
        "[Block, Reshape(2, 3), Dense(6), Add(\"input\")] class B;",
        "[Block, Use<Missing>] class B;",
        "[Block, Dense(\"six\")] class B;",
        "[Block, Dense(6)] struct B;",
        "[Block, Dense(6)] class B<T>;",
    ];

    private static readonly string[] Uses =
    [
        "[Use<B>]", "[Use<B>(Repeat = 3, Name = \"body\")]", "[Use<B>(Repeat = 5, Shared = true)] [Dense(6)] [Use<B>(Shared = true, Name = \"again\")]",
        "[Use<B>(Repeat = 0)]", "[Use<B>(Repeat = int.MaxValue)]", "[Use<B>(Shared = true)] [Dense(5)] [Use<B>(Shared = true)]",
        "[Dense(6, Name = \"use1Dense1\")] [Use<B>(Repeat = 2)] [Add(\"use1Dense1\")]", "[Use<B>(Name = \"dense1\")] [Dense(6)]", "[Use<string>]", "[Use<B>(From = \"input\", Repeat = 2)] [Concat(\"input\")]",
    ];

    /// <summary>All of them, with the marker where the number goes.</summary>
    public static IEnumerable<string> All => Uses.SelectMany((use, row) => Bodies.Select((body, column) =>
        $"using Backprop; namespace MARKER; {body} [Network{((row + column) % 2 == 0 ? "(InputGradient = true)" : "")}, Input(6)] {use} [MeanSquaredError] partial class Net;"));
}
