using System.Collections;
using System.Reflection;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Declaration;

/// <summary>What the parser hands on holds plain values, and equal sources give equal values: that is what makes the generator's cache work.</summary>
public sealed class PurityTests
{
    private const string Source =
        """
        using Backprop;
        namespace A.@event;
        partial struct Outer
        {
            [Network(InputGradient = true)]
            [Input(2)]
            [Dense(16, Activation.LeakyReLU, Slope = float.NaN, Name = "hidden")]
            [Dense(0)]
            [SoftmaxCrossEntropy]
            public sealed partial class Net { int Forward; }
        }
        """;

    [Fact]
    public void NoSymbolIsReachable()
    {
        ParsedNetwork parsed = Parsing.Parse("A.event.Outer+Net", Source);
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);

        Walk(parsed, seen);

        Assert.Contains(parsed.Spec!.Layers[1].Arguments[0], seen);
        Assert.Contains(parsed.Problems[0], seen);
        Assert.All(seen, item => Assert.False(
            item.GetType().Assembly.FullName!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), item.GetType().FullName));
    }

    [Fact]
    public void EqualSourcesGiveEqualSpecs()
    {
        ParsedNetwork first = Parsing.Parse("A.event.Outer+Net", Source);
        ParsedNetwork second = Parsing.Parse("A.event.Outer+Net", "// A remark.\n\n" + Source.Replace("[Dense(0)]", "[ Dense ( 0 ) ]", StringComparison.Ordinal), "class Unrelated;");

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Theory]
    [InlineData("Input(2)", "Input(3)")]
    [InlineData("Slope = float.NaN", "Slope = 0.1f")]
    [InlineData("\"hidden\"", "\"other\"")]
    [InlineData("InputGradient = true", "InputGradient = false")]
    [InlineData("InputGradient = true", "Precision = Precision.Double")]
    [InlineData("namespace A.@event", "namespace A.B")]
    [InlineData("partial struct", "partial class")]
    [InlineData("int Forward", "int Number")]
    public void AChangeThatMattersShows(string before, string after)
    {
        string changed = Source.Replace(before, after, StringComparison.Ordinal);

        Assert.NotEqual(
            Parsing.Parse("A.event.Outer+Net", Source),
            Parsing.Parse(changed.Contains("A.B", StringComparison.Ordinal) ? "A.B.Outer+Net" : "A.event.Outer+Net", changed));
    }

    private static void Walk(object? item, HashSet<object> seen)
    {
        if (item is null || !seen.Add(item) || item is string || item.GetType().IsPrimitive)
        {
            return;
        }

        if (item is IEnumerable items)
        {
            foreach (object? element in items)
            {
                Walk(element, seen);
            }
        }

        for (Type? type = item.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(item), seen);
            }
        }
    }
}
