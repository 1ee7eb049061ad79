using Backprop.Compiler.Declaration;
using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Declaration;

public sealed class NetworkParserTests
{
    [Fact]
    public void ReadsTheArgumentsThatAreGiven()
    {
        NetworkSpec spec = Parsing.Parse(
            "Net",
            "static class Sizes { public const int Hidden = 7; }",
            """
            using Backprop;
            [Network, Input(1 + 1)]
            [Dense(activation: Activation.Tanh, units: Sizes.Hidden, UseBias = false, Name = "h")]
            [Activation(Activation.LeakyReLU, Slope = 0.5f)]
            [Huber(2)]
            partial class Net;
            """).Spec!;

        Assert.Equal(
            [
                Layer("Input", ("dimensions", new EquatableArray<int>([2]))),
                Layer("Dense", ("units", 7), ("activation", 14), ("UseBias", false), ("Name", "h")),
                Layer("Activation", ("kind", 2), ("Slope", 0.5f)),
                Layer("Huber", ("delta", 2f)),
            ],
            spec.Layers);
    }

    [Fact]
    public void ReadsTheNetworksOwnArguments()
    {
        ParsedNetwork plain = Parsing.Parse("Net", "[Backprop.Network, Backprop.Input(2), Backprop.Dense(3)] partial class Net;");
        ParsedNetwork full = Parsing.Parse("Net", "using Backprop; [Network(Precision = Precision.Double, InputGradient = true), Input(2), Dense(3)] partial class Net;");

        Assert.Equal((false, false), (plain.Spec!.IsDouble, plain.Spec.InputGradient));
        Assert.Equal((true, true), (full.Spec!.IsDouble, full.Spec.InputGradient));
        Assert.True(plain.IsValid && full.IsValid);
    }

    [Fact]
    public void ReadsAttributesThroughAliasesAndSortsThemByPosition()
    {
        ParsedNetwork parsed = Parsing.Parse(
            "A.Net",
            "using D = Backprop.DenseAttribute; using Backprop; namespace A; [Input(2)] [D(3)] [Network] [D(4), MeanSquaredError] partial class Net;",
            "namespace A; [System.Obsolete] partial class Net;");

        Assert.True(parsed.IsValid);
        Assert.Equal(["Input", "Dense", "Dense", "MeanSquaredError"], parsed.Spec!.Layers.Select(layer => layer.Attribute));
        Assert.Equal([3, 4], parsed.Spec.Layers.Skip(1).Take(2).Select(layer => layer.Int("units")));
    }

    [Fact]
    public void IgnoresAttributesOfTheSameNameFromElsewhere()
    {
        ParsedNetwork parsed = Parsing.Parse(
            "Net",
            "namespace Other { class DenseAttribute(int units) : System.Attribute { public int U = units; } class NetworkAttribute : System.Attribute; }",
            "[Backprop.Network, Backprop.Input(2), Other.Dense(9), Other.Network, Backprop.Dense(3)] partial class Net;");

        Assert.Equal(["Input", "Dense"], parsed.Spec!.Layers.Select(layer => layer.Attribute));
        Assert.Equal(3, parsed.Spec.Layers[1].Int("units"));
    }

    [Theory]
    [InlineData("Network, Input(\"x\"), Dense(3)")]
    [InlineData("Network, Input(2, \"x\"), Dense(3)")]
    [InlineData("Network, Input(2, null), Dense(3)")]
    [InlineData("Network, Input(Missing), Dense(3)")]
    [InlineData("Network, Input(2), Dense(3, UseBias = 1)")]
    [InlineData("Network, Input(2), Dense(3, 4)")]
    [InlineData("Network, Input(2), Dense(null)")]
    [InlineData("Network, Input(2), Dense(3.5)")]
    [InlineData("Network, Input(2), Huber(1e400)")]
    [InlineData("Network, Input(2), Dense(3, Name = 5)")]
    [InlineData("Network, Input(2), Dense(3, Name = nameof)")]
    [InlineData("Network, Input(checked(int.MaxValue + 1)), Dense(3)")]
    [InlineData("Network, Input(2), Dense(System.Environment.ProcessorCount)")]
    [InlineData("Network(Precision = \"x\"), Input(2), Dense(3)")]
    [InlineData("Network, Network, Input(2), Dense(3)")]
    public void GivesNoSpecWhereAnAttributeDoesNotCompile(string attributes)
    {
        ParsedNetwork parsed = Parsing.Parse("Net", $"using Backprop; [{attributes}] partial class Net;");

        Assert.Null(parsed.Spec);
        Assert.Empty(parsed.Problems);
    }

    [Fact]
    public void GivesNoSpecWithoutNetwork()
    {
        Assert.Equal(ParsedNetwork.None, Parsing.Parse("Net", "using Backprop; [Input(2), Dense(3)] partial class Net;"));
        Assert.Equal(ParsedNetwork.None, Parsing.Parse("Net", "using Backprop; [Network, Input(2), Dense(3)] partial interface Net;"));
    }

    [Theory]
    [InlineData("A.B.Net", "namespace A.B; {0} partial class Net;", "A.B", "")]
    [InlineData("event.foo.Net", "namespace @event.foo; {0} partial class Net;", "@event.foo", "")]
    [InlineData("record.Net", "namespace @record {{ {0} partial class Net; }}", "@record", "")]
    [InlineData("class", "{0} partial class @class;", "", "")]
    [InlineData("Outer+Net", "public static partial class Outer {{ {0} partial class Net; }}", "", "partial class Outer")]
    [InlineData("Outer+Net", "public readonly partial struct Outer {{ {0} partial class Net; }}", "", "partial struct Outer")]
    [InlineData("Outer+Net", "public ref partial struct Outer {{ {0} partial class Net; }}", "", "partial struct Outer")]
    [InlineData("Outer+Net", "abstract partial record Outer {{ {0} partial class Net; }}", "", "partial record Outer")]
    [InlineData("Outer+Net", "partial record class Outer(int A) {{ {0} partial class Net; }}", "", "partial record Outer")]
    [InlineData("Outer+Net", "partial record struct Outer {{ {0} partial class Net; }}", "", "partial record struct Outer")]
    [InlineData("Outer+Net", "partial interface Outer {{ {0} partial class Net; }}", "", "partial interface Outer")]
    [InlineData("A.Outer+for+Net", "namespace A; partial class Outer {{ partial struct @for {{ {0} partial class Net; }} }}", "A", "partial class Outer|partial struct @for")]
    public void NamesThePlace(string metadataName, string source, string expectedNamespace, string containingTypes)
    {
        ParsedNetwork parsed = Parsing.Parse(metadataName, string.Format(System.Globalization.CultureInfo.InvariantCulture, source,
            "[Backprop.Network, Backprop.Input(2), Backprop.Dense(3)]"));

        Assert.True(parsed.IsValid);
        Assert.Equal(expectedNamespace, parsed.Spec!.Namespace);
        Assert.Equal(containingTypes, string.Join('|', parsed.Spec.ContainingTypes));
        Assert.Equal(metadataName.Split('.', '+')[^1], parsed.Spec.Name);
    }

    [Theory]
    [InlineData("A.Outer+for+Net", "namespace A; partial class Outer { partial struct @for { NETWORK partial class Net; } }")]
    [InlineData("Outer+Net", "public readonly partial struct Outer { NETWORK partial class Net; }")]
    [InlineData("Outer+Net", "public ref partial struct Outer { NETWORK partial class Net; }")]
    [InlineData("Outer+Net", "sealed partial record class Outer(int A) { NETWORK partial class Net; }")]
    [InlineData("Outer+Net", "readonly partial record struct Outer(int A) { NETWORK partial class Net; }")]
    [InlineData("Outer+Net", "partial interface Outer { NETWORK partial class Net; }")]
    public void TheHeadsReopenTheTypes(string metadataName, string source)
    {
        string declaration = source.Replace("NETWORK", "[Backprop.Network, Backprop.Input(2), Backprop.Dense(3)]", StringComparison.Ordinal);
        NetworkSpec spec = Parsing.Parse(metadataName, declaration).Spec!;
        string body = $"partial class {Identifiers.Escape(spec.Name)} {{ int added; int Added() => added++; }}";
        string part = spec.ContainingTypes.Reverse().Aggregate(body, (inner, head) => $"{head} {{ {inner} }}");
        string whole = spec.Namespace.Length == 0 ? part : $"namespace {spec.Namespace} {{ {part} }}";

        Assert.Empty(TestCompiler.Compile(declaration, whole).GetDiagnostics());
    }

    private static LayerSpec Layer(string attribute, params (string Name, object Value)[] arguments) =>
        new(attribute, new(arguments.Select(argument => new LayerArgument(argument.Name, argument.Value))));
}
