using System.Collections.Immutable;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Tests.Diagnostics;

/// <summary>A network with a mistake gets no code, so wherever it is used the C# compiler finds errors of its own. They must not hide the cause: with an
/// error in any declaration the compiler runs no analyzer, only generators.</summary>
public sealed class BrokenUseTests
{
    private const string Network =
        """
        using Backprop;

        [Network]
        [Input(2)]
        [Dense(0)]
        public sealed partial class Bad;
        """;

    private const string Use =
        """
        using Backprop;

        public class Service(Bad model)
        {
            private readonly Bad.Workspace workspace = new(64);
            private readonly Trainer<Bad> trainer = new(model, new Adam());
        }
        """;

    private const string LayersOnly = "[Backprop.Dense(3)] public partial class Forgotten;";

    private const string Expected = "'units' of [Dense] must be from 1 to 16,777,216, but is 0";

    [Fact]
    public void TheGeneratorReportsTheCause()
    {
        CSharpCompilation compilation = TestCompiler.Compile(Network, Use);
        (GeneratorDriverRunResult result, Compilation output) = TestCompiler.Generate(compilation);
        ImmutableArray<Diagnostic> errors = output.GetDeclarationDiagnostics();

        Assert.Contains(errors, error => error.Id == "CS0426");
        Assert.Contains(errors, error => error.Id == "CS0311");
        Assert.Equal([new Reported("BPC023", "0", Expected)], result.Diagnostics.Select(Reported.Of));
    }

    [Fact]
    public async Task TheCompilerShowsTheCauseAmongItsOwnErrors()
    {
        string[] lines = await CSharpCompilerProcess.CompileAsync(Network, Use, LayersOnly);

        Assert.Contains(lines, line => line.StartsWith($"Source0.cs(5,8): error BPC023: {Expected}", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("error CS0426", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("error CS0311", StringComparison.Ordinal));

        // The premise: the analyzer did not run. Without the other errors it does, and what it alone reports appears.
        Assert.DoesNotContain(lines, line => line.Contains("BPC011", StringComparison.Ordinal));
        Assert.Contains(await CSharpCompilerProcess.CompileAsync(LayersOnly), line => line.Contains("error BPC011", StringComparison.Ordinal));
    }
}
