using Backprop.Compiler.Declaration;
using Backprop.Compiler.Tests.Infrastructure;
using Backprop.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Backprop.Compiler.Tests.Weights;

/// <summary>A folder with safetensors files, and runs of the generator that find them among the additional files.</summary>
internal sealed class WeightRun(CSharpParseOptions? language = null) : IDisposable
{
    /// <summary>A network with 4·3 + 3 numbers.</summary>
    public const string Network = "[Network] [Input(4)] [Dense(3)] [SoftmaxCrossEntropy] [Weights(\"model.safetensors\")] partial class Net;";

    /// <summary>The tensors that fit it.</summary>
    public static readonly (string Name, string Dtype, int[] Shape)[] Fitting = [("dense1.weight", "F32", [4, 3]), ("dense1.bias", "F32", [3])];

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;
    private readonly List<AdditionalText> texts = [];
    private readonly Dictionary<string, string> resources = new(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Writes a file with numbers from 1 on, and adds it to the additional files.</summary>
    /// <param name="resource">The resource as which the project embeds it.</param>
    public AdditionalText Add(string name, IEnumerable<(string Name, string Dtype, int[] Shape)> tensors, Dictionary<string, string>? metadata = null, string? resource = null, int first = 1)
    {
        using var data = new MemoryStream();
        var entries = new List<string>();
        if (metadata is not null)
        {
            entries.Add($"\"__metadata__\": {{{string.Join(", ", metadata.Select(pair => $"\"{pair.Key}\": \"{pair.Value}\""))}}}");
        }

        int number = first;
        foreach ((string tensor, string dtype, int[] shape) in tensors)
        {
            long begin = data.Length;
            for (int i = 0; i < shape.Aggregate(1, (product, size) => product * size); i++, number++)
            {
                data.Write(dtype switch
                {
                    "F64" => BitConverter.GetBytes((double)number),
                    "F32" => BitConverter.GetBytes((float)number),
                    "F16" => BitConverter.GetBytes((Half)number),
                    "BF16" => BitConverter.GetBytes((float)number)[2..],
                    _ => BitConverter.GetBytes((long)number),
                });
            }

            entries.Add($"\"{tensor}\": {{\"dtype\": \"{dtype}\", \"shape\": [{string.Join(", ", shape)}], \"data_offsets\": [{begin}, {data.Length}]}}");
        }

        byte[] header = System.Text.Encoding.UTF8.GetBytes("{" + string.Join(", ", entries) + "}");
        return AddBytes(name, [.. BitConverter.GetBytes((long)header.Length), .. header, .. data.ToArray()], resource);
    }

    /// <summary>Writes a file of the given bytes, and adds it.</summary>
    public AdditionalText AddBytes(string name, byte[] bytes, string? resource = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllBytes(PathOf(name), bytes);
        var text = new AdditionalFile(PathOf(name));
        texts.Add(text);
        if (resource is not null)
        {
            resources[PathOf(name)] = resource;
        }

        return text;
    }

    /// <summary>A driver that remembers why each step ran.</summary>
    public GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new BackpropGenerator().AsSourceGenerator()],
        texts,
        language ?? (CSharpParseOptions)Compile("").SyntaxTrees[0].Options,
        new Options(resources),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static CSharpCompilation Compile(string source) => TestCompiler.Compile("using Backprop;\n" + source);

    /// <summary>What is reported on a source, which then has no code.</summary>
    public Diagnostic[] Report(string source = Network)
    {
        GeneratorRunResult result = Assert.Single(Driver().RunGenerators(Compile(source)).GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.Empty(result.GeneratedSources);
        return [.. result.Diagnostics];
    }

    /// <summary>What is emitted, which must compile without a warning.</summary>
    public Dictionary<string, string> Emit(string source = Network)
    {
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(Compile(source), out Compilation output, out _);
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        if (result.Exception is { } exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        }

        Assert.Empty(result.Diagnostics);
        Assert.DoesNotContain(output.GetDiagnostics(), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        return result.GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString(), StringComparer.Ordinal);
    }

    private sealed class Options(Dictionary<string, string> resources) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(null);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(resources.GetValueOrDefault(textFile.Path));
    }

    private sealed class Values(string? resource) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            (value = key == WeightFileReader.ResourceMetadata ? resource : null) is not null;
    }
}
