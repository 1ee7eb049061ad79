using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Backprop.Package.Tests.Packing;

/// <summary>The packages hold what they should, and nothing else.</summary>
public sealed class PackageContentTests(UserMachine machine)
{
    private readonly PackageFile package = machine.Package("Backprop");

    [Fact]
    public void ThePackageHasTheLibraryTheCompilerAndTheTargets()
    {
        Assert.Equal(
            [
                "Backprop.nuspec",
                "LICENSE",
                "README.md",
                "analyzers/dotnet/cs/Backprop.Compiler.CodeFixes.dll",
                "analyzers/dotnet/cs/Backprop.Compiler.dll",
                "buildTransitive/Backprop.targets",
                "lib/net10.0/Backprop.dll",
                "lib/net10.0/Backprop.xml",
                "lib/net9.0/Backprop.dll",
                "lib/net9.0/Backprop.xml",
            ],
            package.Contents);
        Assert.Equal(["Backprop.nuspec", "lib/net10.0/Backprop.pdb", "lib/net9.0/Backprop.pdb"], package.Symbols.Contents);
    }

    [Fact]
    public void TheTemplatesAreTwoProjects()
    {
        PackageFile templates = machine.Package("Backprop.Templates");

        string[] projects = [.. templates.Contents.Where(name => name.EndsWith(".csproj", StringComparison.Ordinal))];

        Assert.Equal(["content/backprop-cnn/BackpropCnn.csproj", "content/backprop-mlp/BackpropMlp.csproj"], projects);
        Assert.All(projects, project => Assert.Equal(package.Field("version"), ReferencedVersion(templates.Read(project))));
        Assert.All(["cnn", "mlp"], name => Assert.Contains($"content/backprop-{name}/.template.config/template.json", templates.Contents));
        Assert.DoesNotContain(templates.Contents, name => name.Contains("/bin/", StringComparison.Ordinal) || name.Contains("/obj/", StringComparison.Ordinal));
        Assert.Equal("Template", templates.Metadata.Descendants().Single(element => element.Name.LocalName == "packageType").Attribute("name")!.Value);
    }

    [Theory]
    [InlineData("Backprop")]
    [InlineData("Backprop.Templates")]
    public void TheNuspecSaysWhatItIs(string name)
    {
        PackageFile described = machine.Package(name);

        Assert.Equal(name, described.Field("id"));
        Assert.Matches(@"^\d+\.\d+\.\d+", described.Field("version")!);
        Assert.Equal("MIT", described.Field("license"));
        Assert.Equal("README.md", described.Field("readme"));
        Assert.All(["title", "description", "authors", "tags", "copyright"], field => Assert.NotEmpty(described.Field(field) ?? ""));
        Assert.DoesNotContain(described.Metadata.Descendants(), element => element.Name.LocalName is "dependency" or "frameworkReference" or "frameworkAssembly");
        Assert.StartsWith("# ", System.Text.Encoding.UTF8.GetString(described.Read("README.md")), StringComparison.Ordinal);
        Assert.StartsWith("MIT License", System.Text.Encoding.UTF8.GetString(described.Read("LICENSE")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net9.0")]
    [InlineData("net10.0")]
    public void TheSymbolsAreOfTheAssemblyAndHoldTheSources(string framework)
    {
        using PEReader assembly = new(new MemoryStream(package.Read($"lib/{framework}/Backprop.dll")));
        DebugDirectoryEntry entry = Assert.Single(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.CodeView);
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(package.Symbols.Read($"lib/{framework}/Backprop.pdb")));
        MetadataReader symbols = provider.GetMetadataReader();
        string[] files = [.. symbols.Documents.Select(document => symbols.GetString(symbols.GetDocument(document).Name))];

        Assert.Equal(assembly.ReadCodeViewDebugDirectoryData(entry).Guid, new BlobContentId(symbols.DebugMetadataHeader!.Id).Guid);
        Assert.Contains("/_/src/Backprop/Training/Trainer.cs", files);
        Assert.All(files, file => Assert.StartsWith("/_/", file, StringComparison.Ordinal));
        Assert.Equal(files.Length, symbols.CustomDebugInformation.Count(handle =>
            symbols.GetGuid(symbols.GetCustomDebugInformation(handle).Kind) == new Guid("0E8A571B-6926-466E-B4AD-8AB04611F5FE"))); // embedded source
    }

    [Fact]
    public void TheDocumentationCoversThePublicTypes()
    {
        using MemoryStream stream = new(package.Read("lib/net9.0/Backprop.xml"));
        string[] members = [.. XDocument.Load(stream).Descendants("member").Select(member => member.Attribute("name")!.Value)];

        Assert.Contains("T:Backprop.NetworkAttribute", members);
        Assert.Contains("T:Backprop.Trainer`1", members);
    }

    private static string? ReferencedVersion(byte[] project)
    {
        using MemoryStream stream = new(project);
        XElement reference = Assert.Single(XDocument.Load(stream).Descendants("PackageReference"));
        Assert.Equal("Backprop", reference.Attribute("Include")!.Value);
        return reference.Attribute("Version")!.Value;
    }
}
