using System.Collections.Immutable;
using Backprop.Compiler.CodeFixes;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Tests.CodeFixes;

public sealed class MakePartialFixTests
{
    private const string Attributes = "[Network, Input(2), Dense(3)]";

    [Theory]
    [InlineData("public sealed class Net;", "public sealed partial class Net;")]
    [InlineData("class Net;", "partial class Net;")]
    [InlineData("/* kept */ class /* kept too */ Net { }", "/* kept */ partial class /* kept too */ Net { }")]
    [InlineData("public\n    class Net\n{\n}", "public\n    partial class Net\n{\n}")]
    public async Task MakesTheNetworkPartial(string before, string after)
    {
        (string title, string changed) = await ApplyAsync($"using Backprop;\n\n{Attributes}\n{before}\n");

        Assert.Equal("Make 'Net' partial", title);
        Assert.Equal($"using Backprop;\n\n{Attributes}\n{after}\n", changed);
        Assert.Empty(await TestCompiler.AnalyzeAsync(changed));
    }

    [Theory]
    [InlineData("public static class Outer", "public static partial class Outer")]
    [InlineData("// A remark.\nstruct Outer", "// A remark.\npartial struct Outer")]
    [InlineData("readonly ref struct Outer", "readonly ref partial struct Outer")]
    [InlineData("record Outer", "partial record Outer")]
    [InlineData("readonly record struct Outer", "readonly partial record struct Outer")]
    [InlineData("interface Outer", "partial interface Outer")]
    public async Task MakesTheTypeAroundItPartial(string before, string after)
    {
        string body = $"\n{{\n    {Attributes}\n    public partial class Net;\n}}\n";

        (string title, string changed) = await ApplyAsync($"using Backprop;\n{before}{body}");

        Assert.Equal("Make 'Outer' partial", title);
        Assert.Equal($"using Backprop;\n{after}{body}", changed);
        Assert.Empty(await TestCompiler.AnalyzeAsync(changed));
        Assert.DoesNotContain(TestCompiler.Compile(changed).GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void FixesAllAtOnce()
    {
        Assert.Equal(["BPC001", "BPC006"], new MakePartialFix().FixableDiagnosticIds);
        Assert.Same(WellKnownFixAllProviders.BatchFixer, new MakePartialFix().GetFixAllProvider());
    }

    private static async Task<(string Title, string Changed)> ApplyAsync(string source)
    {
        using AdhocWorkspace workspace = new();
        Document document = workspace.AddProject("Sources", LanguageNames.CSharp)
            .WithMetadataReferences(TestCompiler.References)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .AddDocument("Source.cs", source);
        ImmutableArray<Diagnostic> diagnostics = await TestCompiler.AnalyzeAsync((CSharpCompilation)(await document.Project.GetCompilationAsync())!);

        List<CodeAction> actions = [];
        CodeFixContext context = new(document, Assert.Single(diagnostics), (action, _) => actions.Add(action), CancellationToken.None);
        await new MakePartialFix().RegisterCodeFixesAsync(context);

        CodeAction action = Assert.Single(actions);
        ApplyChangesOperation operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(CancellationToken.None)));
        return (action.Title, (await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString());
    }
}
