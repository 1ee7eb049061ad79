using System.IO.Compression;
using System.Xml.Linq;

namespace Backprop.Package.Tests.Infrastructure;

/// <summary>A .nupkg or .snupkg.</summary>
/// <param name="Path">Where it is.</param>
internal sealed record PackageFile(string Path)
{
    /// <summary>The symbols beside it.</summary>
    public PackageFile Symbols => new(System.IO.Path.ChangeExtension(Path, ".snupkg"));

    /// <summary>What its nuspec says about it.</summary>
    public XElement Metadata
    {
        get
        {
            using MemoryStream nuspec = new(Read(Assert.Single(Names, name => name.EndsWith(".nuspec", StringComparison.Ordinal))));
            return XDocument.Load(nuspec).Root!.Elements().Single();
        }
    }

    /// <summary>All names in it, in order.</summary>
    public string[] Names
    {
        get
        {
            using ZipArchive zip = ZipFile.OpenRead(Path);
            return [.. zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>The names that are not of the container itself.</summary>
    public string[] Contents => [.. Names.Where(name => name is not ("_rels/.rels" or "[Content_Types].xml") && !name.StartsWith("package/", StringComparison.Ordinal))];

    /// <summary>The text of an element of the nuspec, or null.</summary>
    public string? Field(string name) => Metadata.Element(Metadata.Name.Namespace + name)?.Value;

    /// <summary>The bytes of a file in it.</summary>
    public byte[] Read(string name)
    {
        using ZipArchive zip = ZipFile.OpenRead(Path);
        using Stream stream = zip.GetEntry(name)!.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
