using Backprop.Compiler.Declaration;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Tests.Graph;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Tests.Emission;

public sealed class TypeQualifierTests
{
    [Theory]
    [InlineData("Span<float> x;", "global::System.Span<float> x;")]
    [InlineData("ReadOnlySpan<int> a, Span<float> b", "global::System.ReadOnlySpan<int> a, global::System.Span<float> b")]
    [InlineData("(Span<float>)x", "(global::System.Span<float>)x")]
    [InlineData("[MethodImpl(MethodImplOptions.AggressiveInlining)]", "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]")]
    [InlineData("where TLane : struct, ILane<TLane>", "where TLane : struct, global::Backprop.Numerics.ILane<TLane>")]
    [InlineData("ParameterLayout INetwork<float>.Layout => Layout;", "global::Backprop.ParameterLayout global::Backprop.INetwork<float>.Layout => Layout;")]
    [InlineData("workspace.Inputs.Span[..3]", "workspace.Inputs.Span[..3]")]
    [InlineData("global::System.Span<int>", "global::System.Span<int>")]
    [InlineData("public float @Span => 1;", "public float @Span => 1;")]
    [InlineData("SpanLike MySpan _Span Span1", "SpanLike MySpan _Span Span1")]
    [InlineData("    /// <summary>A Span.</summary>", "    /// <summary>A Span.</summary>")]
    [InlineData("    // Lanes of Span", "    // Lanes of Span")]
    [InlineData("namespace Span", "namespace Span")]
    [InlineData("partial record struct Lanes", "partial record struct Lanes")]
    public void QualifiesSimpleNamesOnly(string line, string expected)
    {
        Assert.Equal(expected + "\n", TypeQualifier.Qualify(line + "\n"));
    }

    [Fact]
    public void KeepsLines()
    {
        Assert.Equal("a\n\nb\n", TypeQualifier.Qualify("a\n\nb\n"));
    }

    /// <summary>The list of names is complete: emitted files use no type or namespace of others by a simple name that is not on it.</summary>
    [Fact]
    public void EverySimpleNameIsOnTheList()
    {
        // A class of its own for each, so that all stand in one compilation.
        NetworkSpec[] specs = [.. Enumerable.Range(0, 12).Select(seed => Specs.Random(seed) with { Name = $"Net{seed}", HintName = $"Net{seed}" })];
        CSharpCompilation compilation = TestCompiler.Compile([.. specs.SelectMany(spec => NetworkEmitter.Emit(spec)).Select(file => file.Text)]);
        HashSet<string> used = new(StringComparer.Ordinal), home = new(StringComparer.Ordinal);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            IEnumerable<SimpleNameSyntax> names = tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(IsSimple);

            // A name occurs a thousand times in a file and means the same.
            foreach (SimpleNameSyntax name in names.GroupBy(name => name.Identifier.ValueText).SelectMany(group => group.Take(3)))
            {
                ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
                symbol = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor ? constructor.ContainingType : symbol;
                if (symbol is INamedTypeSymbol { ContainingType: null } type && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
                {
                    used.Add(name.Identifier.ValueText);
                    home.Add($"{type.ContainingNamespace.ToDisplayString()}.{name.Identifier.ValueText}");
                }
            }
        }

        Dictionary<string, string> known = EmittedTypes.NamespaceOf.Concat(EmittedTypes.OfLayers.Select(name => KeyValuePair.Create(name, "Backprop"))).ToDictionary();
        Assert.Superset(used, known.Keys.ToHashSet());
        Assert.Contains("System.Span", home);
        Assert.Contains("Backprop.DenseAttribute", home);
        Assert.All(home, full => Assert.Equal(full, $"{known[full.Split('.')[^1]]}.{full.Split('.')[^1]}"));
    }

    [Fact]
    public void QualifiedFilesHaveNoUsings()
    {
        Assert.All(NetworkEmitter.Emit(Specs.Random(1) with { QualifyNames = true }), file =>
        {
            CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(file.Text).GetCompilationUnitRoot();

            Assert.Empty(root.Usings);
            Assert.Contains("global::System.ReadOnlySpan<", file.Text, StringComparison.Ordinal);
        });
    }

    /// <summary>Not the right side of a dot, nor inside a documentation comment or a using directive.</summary>
    private static bool IsSimple(SimpleNameSyntax name) =>
        name.Parent is not (QualifiedNameSyntax or AliasQualifiedNameSyntax)
        && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
        && name.Ancestors().All(node => node is not (UsingDirectiveSyntax or DocumentationCommentTriviaSyntax));
}
