using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>The sources of a project. Two snapshots are equal where every network and block must come out the same of both. To see that, nothing is bound:
/// each compilation begins without symbols, and to bind the attributes of a few networks takes milliseconds, at every keystroke anywhere.</summary>
internal sealed class SourceSnapshot : IEquatable<SourceSnapshot>
{
    private readonly WeakReference<Compilation> compilation;
    private readonly ImmutableArray<SyntaxTree> trees;
    private readonly ImmutableArray<MetadataReference> references;
    private readonly string? assemblyName;
    private readonly CompilationOptions options;
    private RelevantNames? names;

    private SourceSnapshot(Compilation compilation)
    {
        this.compilation = new(compilation);
        trees = compilation.SyntaxTrees.ToImmutableArray();
        references = compilation.ExternalReferences;
        assemblyName = compilation.AssemblyName;
        options = compilation.Options;
    }

    /// <summary>What the steps after this one read. It is not kept alive from here: they run in the run that makes the snapshot, or not at all.</summary>
    public Compilation Compilation =>
        compilation.TryGetTarget(out Compilation? target) ? target : throw new InvalidOperationException("The compilation of this snapshot is gone.");

    public static SourceSnapshot Of(Compilation compilation, CancellationToken cancellationToken) => new(compilation);

    /// <summary>The declarations that may be networks or blocks, in the order of the files.</summary>
    public static IEnumerable<TypeDeclarationSyntax> Candidates(Compilation compilation, CancellationToken cancellationToken)
    {
        FileFacts[] files = compilation.SyntaxTrees.Select(tree => FileFacts.Of(tree, cancellationToken)).ToArray();
        HashSet<string> attributes = RelevantNames.OfAttributes(files);
        return files.SelectMany(file => file.With(attributes));
    }

    public bool Equals(SourceSnapshot? other) =>
        other is not null
        && assemblyName == other.assemblyName
        && options.Equals(other.options)
        && (references == other.references || references.SequenceEqual(other.references))
        && HaveEqualDeclarations(other);

    public override bool Equals(object? obj) => Equals(obj as SourceSnapshot);

    public override int GetHashCode() => trees.Length;

    /// <summary>Between the files at the start and at the end that are the same, all others are compared.</summary>
    private bool HaveEqualDeclarations(SourceSnapshot other)
    {
        int shorter = Math.Min(trees.Length, other.trees.Length), start = 0, end = 0;
        while (start < shorter && trees[start] == other.trees[start])
        {
            start++;
        }

        while (end < shorter - start && trees[trees.Length - 1 - end] == other.trees[other.trees.Length - 1 - end])
        {
            end++;
        }

        if (trees.Length != other.trees.Length)
        {
            return Range(trees, start, end).Concat(Range(other.trees, start, end)).All(tree => Names.AreIrrelevant(tree));
        }

        for (int i = start; i < trees.Length - end; i++)
        {
            if (!IsEqual(trees[i], other.trees[i]))
            {
                return false;
            }
        }

        return true;
    }

    private RelevantNames Names => names ??= RelevantNames.Of(trees);

    private bool IsEqual(SyntaxTree before, SyntaxTree after) =>
        before == after
        || (before.FilePath == after.FilePath
            && before.Options.Equals(after.Options)
            && (before.IsEquivalentTo(after, topLevel: true) || Names.AreIrrelevant(before, after)));

    private static IEnumerable<SyntaxTree> Range(ImmutableArray<SyntaxTree> trees, int start, int end) => trees.Skip(start).Take(trees.Length - start - end);
}
