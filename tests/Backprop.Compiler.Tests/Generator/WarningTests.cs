using System.Text;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Backprop.Compiler.Tests.Generator;

/// <summary>Emitted code compiles without a warning, whatever the project's settings and wherever the class stands.</summary>
public sealed class WarningTests
{
    private static readonly string[] Losses =
        ["", "[MeanSquaredError]", "[MeanAbsoluteError]", "[Huber(0.25f)]", "[BinaryCrossEntropy]", "[SoftmaxCrossEntropy]", "[SoftmaxCrossEntropy(LabelSmoothing = 0.1f)]"];

    private static readonly int[] Widths = [1, 3, 8, 16, 17, 33, 64, 100];

    /// <summary>Language version, nullable context, overflow checks, optimisation; and of how many activations one is compiled, to save time.</summary>
    public static TheoryData<LanguageVersion, NullableContextOptions, bool, OptimizationLevel, int> Settings => new()
    {
        { LanguageVersion.CSharp12, NullableContextOptions.Enable, true, OptimizationLevel.Release, 1 },
        { LanguageVersion.CSharp12, NullableContextOptions.Disable, false, OptimizationLevel.Debug, 5 },
        { LanguageVersion.CSharp13, NullableContextOptions.Annotations, true, OptimizationLevel.Debug, 6 },
        { LanguageVersion.Latest, NullableContextOptions.Disable, true, OptimizationLevel.Release, 7 },
        { LanguageVersion.Latest, NullableContextOptions.Enable, false, OptimizationLevel.Release, 5 },
        { LanguageVersion.Preview, NullableContextOptions.Warnings, false, OptimizationLevel.Debug, 6 },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task EmittedCodeHasNoWarnings(LanguageVersion version, NullableContextOptions nullable, bool checkOverflow, OptimizationLevel optimization, int oneOf)
    {
        CSharpParseOptions parse = new(version, DocumentationMode.Diagnose);
        CSharpCompilationOptions options = new(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: optimization,
            checkOverflow: checkOverflow,
            allowUnsafe: false,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            nullableContextOptions: nullable);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Settings", Sources(oneOf).Select((source, index) => CSharpSyntaxTree.ParseText(source, parse, $"Source{index}.cs")), TestCompiler.References, options);
        (GeneratorDriverRunResult result, Compilation output) = TestCompiler.Generate(compilation);

        Assert.Empty(result.Diagnostics);
        Assert.Equal("", string.Join(" ", (await TestCompiler.AnalyzeAsync(compilation))));
        Assert.Equal(3 * (((Enum.GetValues<Activation>().Length - 1) / oneOf) + 1 + 5), result.GeneratedTrees.Length);
        EmitResult emitted = output.Emit(Stream.Null, xmlDocumentationStream: Stream.Null);
        string[] shown = [.. emitted.Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.ToString()).Take(10)];
        Assert.True(shown.Length == 0, string.Join('\n', shown));
        Assert.True(emitted.Success);
    }

    /// <summary>The same mistakes in hand-written code are seen with these settings: the test above is not blind.</summary>
    [Fact]
    public void TheSettingsShowMissingDocumentationAndUnusedFields()
    {
        const string source = "/// <summary>Bad: a < b.</summary>\npublic class A { private int unused; public int Undocumented; /// <param name=\"b\"/>\npublic void M(int a) { } }";
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Blind",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose))],
            TestCompiler.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999));

        Assert.Superset(
            new HashSet<string> { "CS0169", "CS1570", "CS1572", "CS1591" },
            compilation.Emit(Stream.Null, xmlDocumentationStream: Stream.Null).Diagnostics.Select(diagnostic => diagnostic.Id).ToHashSet());
    }

    /// <summary>Every activation and every loss, in single and double precision, in the global namespace, in a file-scoped one and in types; all documented.</summary>
    private static string[] Sources(int oneOf)
    {
        Activation[] activations = Enum.GetValues<Activation>();
        StringBuilder global = new("using Backprop;\n"), scoped = new("using Backprop;\nnamespace File.Scoped;\n");
        for (int index = 0; index < activations.Length; index += oneOf)
        {
            string loss = activations[index] == Activation.Softmax ? "" : Losses[index % Losses.Length];
            string output = activations[index] == Activation.Softmax ? ", Activation.Softmax" : "";
            string settings = index % 3 == 0 ? "(Precision = Precision.Double)" : index % 3 == 1 ? "(InputGradient = true)" : "";
            string hidden = activations[index] == Activation.Softmax ? "Tanh" : activations[index].ToString();
            (index % 2 == 0 ? global : scoped).Append(
                $"""
                /// <summary>A network of {activations[index]}.</summary>
                [Network{settings}]
                [Input({Widths[index % Widths.Length]})]
                [Dense({Widths[(index + 3) % Widths.Length]}, Activation.{hidden})]
                [Activation(Activation.{hidden}, Slope = 0.3f)]
                [Dense({Widths[(index + 5) % Widths.Length] + 1}{output})]
                {loss}
                public sealed partial class Of{activations[index]};

                """);
        }

        return [global.ToString(), scoped.ToString(), Nested, Bare];
    }

    private const string Nested =
        """
        using Backprop;

        namespace Outer.@namespace
        {
            /// <summary>A struct.</summary>
            public partial struct Struct
            {
                /// <summary>A record.</summary>
                public partial record Record
                {
                    /// <summary>An interface.</summary>
                    public partial interface IInterface
                    {
                        /// <summary>A network in types.</summary>
                        [Network]
                        [Input(5)]
                        [Dense(20, Activation.ELU, Name = "hidden", UseBias = false)]
                        [Dense(2, Name = "class")]
                        [MeanSquaredError]
                        public partial class Net
                        {
                            /// <summary>A member of the user's.</summary>
                            public int Mine => InputSize;
                        }
                    }
                }
            }

            internal static partial class Statics
            {
                [Network, Input(3), Dense(2)]
                private sealed partial class Hidden;
            }
        }
        """;

    private const string Bare =
        """
        using Backprop;

        /// <summary>No parameters at all.</summary>
        [Network(InputGradient = true), Input(20), Activation(Activation.Softmax)]
        public sealed partial class NoParameters;

        /// <summary>No parameters and a loss.</summary>
        [Network(InputGradient = true), Input(7), Activation(Activation.SiLU), MeanSquaredError]
        public sealed partial class OneActivation;

        /// <summary>One input, one output.</summary>
        [Network, Input(1), Dense(1), BinaryCrossEntropy]
        internal partial class Logistic;
        """;
}
