using Backprop.Compiler.Weights;
using Backprop.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Backprop.Compiler.Declaration;

/// <summary>Finds the safetensors files of a project.</summary>
internal static class WeightFileReader
{
    /// <summary>The metadata of an additional file that names the resource as which it is embedded. The package's targets set it for large files.</summary>
    public const string ResourceMetadata = "build_metadata.AdditionalFiles.BackpropResource";

    private const string Extension = ".safetensors";

    /// <summary>The files, in the order of their paths.</summary>
    public static IncrementalValueProvider<EquatableArray<WeightFile>> Files(IncrementalGeneratorInitializationContext context) =>
        context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => Read(pair.Left.Path, ResourceOf(pair.Left, pair.Right)))
            .Collect()
            .Select(static (files, _) => new EquatableArray<WeightFile>(files.OrderBy(file => file.Path, StringComparer.Ordinal)));

    private static string? ResourceOf(AdditionalText text, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(text).TryGetValue(ResourceMetadata, out string? name) && name.Length > 0 ? name : null;

    // An additional file is a text to Roslyn, and it refuses to read bytes that are none. So the file is read here, though analyzers should not:
    // whenever it changes there is another AdditionalText, and with that comes another call.
#pragma warning disable RS1035
    private static WeightFile Read(string path, string? resource)
    {
        string name = path.Replace('\\', '/');
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long length = stream.Length, wanted = length;
            byte[] prefix = ReadUpTo(stream, SafetensorsHeader.PrefixLength);
            int headerLength = SafetensorsHeaderReader.ReadLength(prefix, prefix.Length, length);
            wanted = resource is null ? length : SafetensorsHeader.PrefixLength + headerLength;
            if (wanted > int.MaxValue / 2)
            {
                return new(name, resource, length, [], null);
            }

            return new(name, resource, length, [.. prefix, .. ReadUpTo(stream, (int)wanted - prefix.Length)], null);
        }
        catch (SafetensorsFormatException wrong)
        {
            return new(name, resource, 0, [], wrong.Reason);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new(name, resource, 0, [], problem.Message);
        }
    }
#pragma warning restore RS1035

    private static byte[] ReadUpTo(Stream stream, int count)
    {
        byte[] bytes = new byte[count];
        int read = 0;
        for (int more = -1; read < count && more != 0; read += more)
        {
            more = stream.Read(bytes, read, count - read);
        }

        Array.Resize(ref bytes, read);
        return bytes;
    }
}
