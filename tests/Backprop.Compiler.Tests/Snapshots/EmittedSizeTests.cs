using System.Text;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Tests.Snapshots;

/// <summary>The emitted text stays small: what layers have in common is written once, and another layer adds as much as the one before it.</summary>
public sealed class EmittedSizeTests
{
    /// <summary>Sixty kilobytes.</summary>
    [Fact]
    public void LeNetIsSmall()
    {
        int size = Size(
            """
            [Input(28, 28, 1)]
            [Conv2D(6, 5, Activation.ReLU, Padding = Padding.Same)]
            [MaxPool2D(2)]
            [Conv2D(16, 5, Activation.ReLU)]
            [MaxPool2D(2)]
            [Flatten]
            [Dense(120, Activation.ReLU)]
            [Dense(84, Activation.ReLU)]
            [Dense(10)]
            """);

        Assert.InRange(size, 1, 60_000);
    }

    /// <summary>Eight layers more add no more than twice what four add, give or take a digit of their names.</summary>
    [Theory]
    [InlineData("[Dense(40, Activation.ReLU)]", 5_000)]
    [InlineData("[Conv2D(6, 3, Activation.ReLU, Padding = Padding.Same)]", 13_500)]
    public void LayersAddTheSameEach(string layer, int mostPerLayer)
    {
        string input = layer.Contains("Conv", StringComparison.Ordinal) ? "[Input(12, 12, 6)]" : "[Input(40)]";
        int[] sizes = [.. new[] { 2, 6, 14 }.Select(count => Size(input + "\n" + string.Concat(Enumerable.Repeat(layer + "\n", count)) + (layer.Contains("Conv", StringComparison.Ordinal) ? "[Flatten]\n" : "") + "[Dense(10)]"))];

        Assert.InRange((sizes[2] - sizes[1]) / 8, 1, mostPerLayer);
        Assert.InRange(sizes[2] - sizes[1], 1, 1.02 * 2 * (sizes[1] - sizes[0]));
    }

    private static int Size(string layers)
    {
        (GeneratorDriverRunResult result, _) = TestCompiler.Generate(TestCompiler.Compile($"using Backprop;\n\n[Network]\n{layers}\n[SoftmaxCrossEntropy]\npublic sealed partial class Measured;\n"));
        return Assert.Single(result.Results).GeneratedSources.Sum(file => Encoding.UTF8.GetByteCount(file.SourceText.ToString()));
    }
}
