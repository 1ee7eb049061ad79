namespace Backprop.Package.Tests.Packing;

/// <summary>Equal sources give equal packages, wherever they are built.</summary>
public sealed class DeterminismTests(UserMachine machine)
{
    [Fact]
    public async Task AnotherFolderGivesTheSameBytes()
    {
        PackageFile first = machine.Package("Backprop");
        string copy = Directory.CreateTempSubdirectory("backprop-copy-").FullName;
        try
        {
            CopySources(copy);

            // The copy is no repository: the commit is told. Analyzers take most of the time and write nothing.
            string? commit = first.Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == "repository")?.Attribute("commit")?.Value;
            string[] properties = commit is null ? [] : [$"-p:SourceRevisionId={commit}", "-p:RepositoryType=git"];
            await UserMachine.PackAsync(copy, "Backprop", Path.Combine(copy, "packed"), ["-p:RunAnalyzers=false", .. properties]);

            PackageFile second = new(Path.Combine(copy, "packed", Path.GetFileName(first.Path)));
            AssertEqual(first, second);
            AssertEqual(first.Symbols, second.Symbols);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static void AssertEqual(PackageFile first, PackageFile second)
    {
        Assert.Equal(first.Names, second.Names);
        Assert.All(first.Names, name => Assert.True(first.Read(name).AsSpan().SequenceEqual(second.Read(name)), $"{name} differs"));
    }

    private static void CopySources(string destination)
    {
        string[] files = ["Directory.Build.props", "Directory.Packages.props", "global.json", "README.md", "LICENSE", ".editorconfig"];
        IEnumerable<string> sources = new[] { "src/Backprop", "generators" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
        foreach (string file in sources.Concat(files).Append(Path.Combine("src", "Directory.Build.props")))
        {
            string copied = Path.Combine(destination, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copied)!);
            File.Copy(Path.Combine(Repository.Root, file), copied);
        }
    }
}
