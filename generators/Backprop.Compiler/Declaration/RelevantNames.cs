using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Declaration;

/// <summary>The names by which declarations of networks can reach others: those in files with networks, blocks and global usings, those in files that declare a
/// type of such a name, and so on; and the names that emitted files need. A file outside of these that declares none of the names may change
/// as it likes: what it declares cannot be found from a network. Case is ignored, for the names of emitted files differ by more than that.</summary>
internal sealed class RelevantNames
{
    private readonly HashSet<string> attributes;
    private readonly HashSet<string> names = new(EmittedTypes.NamespaceOf.Keys.Concat(EmittedTypes.OfLayers), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> namespaces = new(StringComparer.Ordinal);

    private RelevantNames(FileFacts[] files)
    {
        attributes = OfAttributes(files);
        List<FileFacts> open = files.ToList();
        while (open.RemoveAll(Reach) > 0)
        {
        }
    }

    public static RelevantNames Of(IEnumerable<SyntaxTree> trees) => new(trees.Select(tree => FileFacts.Of(tree, CancellationToken.None)).ToArray());

    /// <summary>What <c>[Network]</c> and <c>[Block]</c> may be called in these files.</summary>
    public static HashSet<string> OfAttributes(IReadOnlyCollection<FileFacts> files)
    {
        HashSet<string> found = new(["Network", "NetworkAttribute", "Block", "BlockAttribute"], StringComparer.Ordinal);
        int before;
        do
        {
            before = found.Count;
            foreach ((string alias, _) in files.SelectMany(file => file.Aliases).Where(alias => found.Contains(alias.Target)).ToArray())
            {
                found.Add(alias);
                found.Add(AttributeReader.WithoutSuffix(alias));
            }
        }
        while (found.Count > before);

        return found;
    }

    /// <summary>Whether a file may come, or go.</summary>
    public bool AreIrrelevant(SyntaxTree tree) => FileFacts.Of(tree, CancellationToken.None) is var file && IsIrrelevant(file) && file.Namespaces.All(IsIrrelevant);

    /// <summary>Whether one may become the other.</summary>
    public bool AreIrrelevant(SyntaxTree before, SyntaxTree after)
    {
        FileFacts old = FileFacts.Of(before, CancellationToken.None), now = FileFacts.Of(after, CancellationToken.None);
        return IsIrrelevant(old) && IsIrrelevant(now) && (old.Namespaces.SetEquals(now.Namespaces) || old.Namespaces.Concat(now.Namespaces).All(IsIrrelevant));
    }

    private bool IsIrrelevant(FileFacts file) =>
        !file.HasGlobalUsings
        && !file.Types.Any(names.Contains)
        && !file.Aliases.Any(alias => attributes.Contains(alias.Target))
        && !file.With(attributes).Any();

    /// <summary>A namespace that is there in any case, or that nobody names.</summary>
    private bool IsIrrelevant(string space) => namespaces.Contains(space) || !space.Split('.').Any(names.Contains);

    /// <summary>Takes in what a relevant file declares and mentions.</summary>
    private bool Reach(FileFacts file)
    {
        if (IsIrrelevant(file))
        {
            return false;
        }

        names.UnionWith(file.Types);
        names.UnionWith(file.Mentions);
        foreach (string space in file.Namespaces)
        {
            for (int end = space.Length; end > 0; end = space.LastIndexOf('.', end - 1))
            {
                namespaces.Add(space.Substring(0, end));
            }
        }

        return true;
    }
}
