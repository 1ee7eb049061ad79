using System.Runtime.InteropServices;
using Backprop.Benchmarks.Processes;

namespace Backprop.Benchmarks.Comparison;

/// <summary>ONNX Runtime through its C API: the library of npm's package, models by Debian's python3-onnx.</summary>
internal sealed class OnnxRuntime : Peer
{
    private const string Package = "onnxruntime-node@1.30.0", Library = "libonnxruntime.so.1";

    public override string Name => "ONNX Runtime";

    public override string HowToInstall => $"run with --install, which fetches {Package} by npm; g++ and python3-onnx must be there";

    public override IReadOnlyList<string> Workloads => ["W5", "W6"];

    public override IReadOnlyList<MeasuringProgram> Prepare(ComparisonOptions options)
    {
        string folder = Repository.Cache("onnxruntime");
        string? library = FindLibrary(folder);
        if (Executables.Find("g++") is null || (library is null && !options.Install) || !PythonPeer.Has("onnx"))
        {
            return [];
        }

        library ??= Install(folder);
        Command command = new Command(CppProgram.Build("g++", "onnx_runtime.cpp", options.Avx2))
            .WithEnvironment("LIBONNXRUNTIME", library).WithEnvironment("MODELS", Export());
        return [new MeasuringProgram(Name, options.Avx2 ? "AVX-512 still on" : "", command.ForThreads(options))];
    }

    private static string? FindLibrary(string folder)
    {
        string machine = Path.Combine("linux", RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(), Library);
        return Directory.EnumerateFiles(folder, Library, SearchOption.AllDirectories).FirstOrDefault(file => file.EndsWith(machine, StringComparison.Ordinal));
    }

    private static string Install(string folder)
    {
        if (Executables.Find("npm") is not { } npm)
        {
            throw new BenchmarkException("npm is not there to fetch it");
        }

        CommandResult result = new Command(npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, Package).Run();
        return FindLibrary(folder) ?? throw new BenchmarkException($"npm did not fetch {Package}: {result.LastWords}");
    }

    private static string Export()
    {
        string models = Repository.Cache("models");
        CommandResult result = new Command(PythonPeer.Python, "-B", Path.Combine(Repository.Peers, "Python", "export_onnx.py"), models).Run();
        return result.Succeeded ? models : throw new BenchmarkException($"the models could not be exported: {result.LastWords}");
    }
}
