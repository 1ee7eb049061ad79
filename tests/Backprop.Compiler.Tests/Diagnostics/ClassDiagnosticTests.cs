using System.Collections.Immutable;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Tests.Diagnostics;

/// <summary>One test per way in which a class cannot be a network: ID, place, and the whole message.</summary>
public sealed class ClassDiagnosticTests
{
    private const string Layers = "[Network, Input(2), Dense(3), MeanSquaredError]";

    [Theory]
    [InlineData("BPC001", "Net", "'Net' must be partial, so that the compiler can add its code to it: write 'partial class Net'",
        $"{Layers} public sealed class Net;")]
    [InlineData("BPC002", "Net", "'Net' cannot be a network, because 'Net<T>' is generic: all types and sizes are fixed at compile time; remove the type parameters",
        $"{Layers} partial class Net<T>;")]
    [InlineData("BPC002", "Net", "'Net' cannot be a network, because 'Outer<T>' is generic: all types and sizes are fixed at compile time; remove the type parameters",
        $"partial class Outer<T> {{ {Layers} partial class Net; }}")]
    [InlineData("BPC003", "Net", "'Net' must not be static, because a network is an object that holds its parameters: remove 'static'",
        $"{Layers} static partial class Net;")]
    [InlineData("BPC004", "Net", "'Net' must not be abstract, because networks are made by calling its constructor: remove 'abstract'",
        $"{Layers} abstract partial class Net;")]
    [InlineData("BPC005", "Net", "'Net' is a struct, but only a class can be a network, for it owns its parameters: write 'partial class Net'",
        $"{Layers} partial struct Net;")]
    [InlineData("BPC005", "Net", "'Net' is a record, but only a class can be a network, for it owns its parameters: write 'partial class Net'",
        $"{Layers} partial record Net(int Number);")]
    [InlineData("BPC005", "Net", "'Net' is a record struct, but only a class can be a network, for it owns its parameters: write 'partial class Net'",
        $"{Layers} partial record struct Net;")]
    [InlineData("BPC006", "Outer", "'Outer' contains the network 'Net' and must be partial too: write 'partial class Outer'",
        $"class Outer {{ {Layers} partial class Net; }}")]
    [InlineData("BPC006", "Outer", "'Outer' contains the network 'Net' and must be partial too: write 'partial record struct Outer'",
        $"partial interface Outermost {{ record struct Outer {{ {Layers} public partial class Net; }} }}")]
    [InlineData("BPC007", "Net", "'Net' cannot be a network, because 'Net' is file-local and the compiler's code stands in other files: remove 'file'",
        $"{Layers} file partial class Net;")]
    [InlineData("BPC007", "Net", "'Net' cannot be a network, because 'Outer' is file-local and the compiler's code stands in other files: remove 'file'",
        $"file partial class Outer {{ {Layers} partial class Net; }}")]
    [InlineData("BPC008", "Net", "'Net' must not derive from 'Model', because the compiler emits its constructor: hold the 'Model' in a field, or implement an interface",
        $"class Model; {Layers} partial class Net : Model, System.IDisposable {{ public void Dispose() {{ }} }}")]
    [InlineData("BPC009", "Net", "'Net' must not have a primary constructor, because the emitted one takes the seed and could not call it: turn its parameters into properties",
        $"{Layers} partial class Net(int size);")]
    [InlineData("BPC011", "Dense(3)", "'Net' has [Dense], but not [Network], so nothing is compiled: add [Network], or remove the layers",
        "[Dense(3), MeanSquaredError] partial class Net;")]
    [InlineData("BPC012", "MeanSquaredError", "[MeanSquaredError] must stand on the declaration of 'Net' that carries [Network], because layers on several declarations have no order: move it there",
        "[Network, Input(2), Dense(3)] partial class Net; [MeanSquaredError] partial class Net;")]
    [InlineData("BPC031", "Precision = (Precision)7", "'Precision' of [Network] must be Precision.Single or Precision.Double, but is (Precision)7",
        "[Network(Precision = (Precision)7), Input(2), Dense(3)] partial class Net;")]
    [InlineData("BPC031", "InputGradient = true", "'InputGradient' of [Network] must be false, because [Embedding] takes the inputs as indices, which have no gradient",
        "[Network(InputGradient = true), Input(2), Embedding(3, 4)] partial class Net;")]
    public async Task ReportsTheClass(string id, string text, string message, string source)
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync("using Backprop; " + source);

        Assert.Equal([new Reported(id, text, message)], reported);
    }

    [Theory]
    [InlineData("int Forward() => 0;", "Forward", "a member 'Forward'", "rename yours")]
    [InlineData("int Layout;", "Layout", "a member 'Layout'", "rename yours")]
    [InlineData("event System.Action Loss;", "Loss", "a member 'Loss'", "rename yours")]
    [InlineData("class Workspace;", "Workspace", "a member 'Workspace'", "rename yours")]
    [InlineData("const int ParameterCount = 3;", "ParameterCount", "a member 'ParameterCount'", "rename yours")]
    [InlineData("int parameterBuffer { get; }", "parameterBuffer", "a member 'parameterBuffer'", "rename yours")]
    [InlineData("int get_Layout() => 0;", "get_Layout", "a member 'get_Layout'", "rename yours")]
    [InlineData("public Net(long number) { }", "Net", "a constructor that takes one long, the seed", "give yours other parameters")]
    [InlineData("int INetwork<float>.InputSize => 2;", "INetwork<float>", "the interface 'INetwork' and its members", "remove yours")]
    public async Task ReportsMembersThatCollide(string member, string text, string added, string advice)
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync($"using Backprop; {Layers} partial class Net {{ {member} }}");

        Assert.Equal([new Reported("BPC010", text, $"The compiler adds {added} to the network 'Net': {advice}")], reported);
    }

    [Theory]
    [InlineData("public Net() { }")]
    [InlineData("internal Net(int seed) { }")]
    [InlineData("Net(string file) : base() { }")]
    [InlineData("Net(in long seed) => System.GC.Collect();")]
    [InlineData("public Net(int a) : this(a, a) { } private Net(int a, int b) { }")]
    public async Task ReportsAConstructorThatDoesNotDrawTheWeights(string members)
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync($"using Backprop; {Layers} partial class Net; partial class Net {{ {members} }}");

        Assert.Equal(
            [new Reported("BPC015", "Net", "This constructor of 'Net' leaves all weights zero, because only the emitted one draws them: let it begin with ': this(42L)', the number being the seed")],
            reported);
    }

    [Theory]
    [InlineData("public Net() : this(42L) { }")]
    [InlineData("public Net(int seed) : this((long)seed) { }")]
    [InlineData("public Net(int seed) : this(seed, 0) { } private Net(int seed, int salt) : this(seed + (long)salt) => System.GC.Collect();")]
    [InlineData("static Net() { }")]
    public async Task AcceptsAConstructorThatLeadsToTheEmittedOne(string members)
    {
        CSharpCompilation compilation = TestCompiler.Compile($"using Backprop; {Layers} partial class Net {{ {members} }}");

        (GeneratorDriverRunResult result, Compilation output) = TestCompiler.Generate(compilation);

        Assert.Empty(await TestCompiler.AnalyzeAsync(result, output));
        Assert.DoesNotContain(output.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public async Task ReportsTheContractAmongTheBases()
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync($"using Backprop; {Layers} partial class Net : global::Backprop.INetwork<float>;");

        Assert.Equal(
            [new Reported("BPC010", "global::Backprop.INetwork<float>", "The compiler adds the interface 'INetwork' and its members to the network 'Net': remove yours")],
            reported);
    }

    [Fact]
    public async Task ReportsAClassNamedLikeAMember()
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync($"using Backprop; {Layers} partial class Forward;");

        Assert.Equal([new Reported("BPC010", "Forward", "The compiler adds a member 'Forward' to the network 'Forward': name the class differently")], reported);
    }

    [Fact]
    public async Task AcceptsMembersOfItsOwn()
    {
        string members = "public Net() : this(1) { } public Net(in long a, int b) : this(a) { } static Net() { } ~Net() { } public int Width { get; set; } int this[int i] => i; class Inner;";

        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync($"using Backprop; {Layers} partial class Net : System.ICloneable {{ {members} public object Clone() => this; }}");

        Assert.Empty(reported);
    }

    [Fact]
    public async Task ReportsAnOldLanguageVersion()
    {
        CSharpCompilation compilation = TestCompiler.Compile(LanguageVersion.CSharp11, $"using Backprop; {Layers} partial class Net {{ }}");

        ImmutableArray<Reported> reported = [.. (await TestCompiler.AnalyzeAsync(compilation)).Select(Reported.Of)];

        Assert.Equal(
            [new Reported("BPC013", "Net", "The network 'Net' needs C# 12 or later, but this project is compiled as C# 11.0: set <LangVersion> to 12 or latest")],
            reported);
    }

    [Fact]
    public async Task ReportsATypeThatHidesTheLibrarys()
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync(
            $"using Backprop; {Layers} partial class Net;",
            "namespace Backprop.Numerics { public struct NetworkBuffer<T>; }");

        Assert.Equal(
            [new Reported("BPC014", "Net", "This project declares 'Backprop.Numerics.NetworkBuffer' itself, which hides the type that the code of the network 'Net' needs: rename it")],
            reported);
    }

    [Fact]
    public async Task ReportsEveryPartThatStrays()
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync(
            "using Backprop; [Network] partial class Net;",
            "using Backprop; [Input(0), Dense(3)] partial class Net; [MeanSquaredError] partial class Net;");

        Assert.Equal(["Input(0)", "0", "Dense(3)", "MeanSquaredError"], reported.Select(one => one.Text));
        Assert.Equal(["BPC012", "BPC023", "BPC012", "BPC012"], reported.Select(one => one.Id));
    }

    [Fact]
    public async Task LeavesAttributesThatDoNotCompileToTheCSharpCompiler()
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync(
            "using Backprop; [Network, Input(), Dense(\"x\"), Huber(1, 2), Dense(3, UseBias = 4)] partial class Net; [Network, Network, Dens(3)] partial class Other;");

        Assert.Empty(reported);
    }

    [Fact]
    public async Task ReportsAllThatIsWrongAtOnce()
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync(
            """
            using Backprop;
            class Outer
            {
                [Network]
                [Dense(0, (Activation)99, Name = "a b")]
                [Input(-1)]
                [SoftmaxCrossEntropy(LabelSmoothing = 2)]
                [Dense(3, Name = "GetType")]
                [Huber(float.NaN)]
                abstract class Net(long seed)
                {
                    void Forward() { }
                }
            }
            """);

        Assert.Equal(
            [
                "BPC006", "BPC023", "BPC031", "BPC028", "BPC022", "BPC023", "BPC031", "BPC024", "BPC029", "BPC025", "BPC031",
                "BPC001", "BPC004", "BPC009", "BPC010", "BPC010",
            ],
            reported.Select(one => one.Id));
    }
}
