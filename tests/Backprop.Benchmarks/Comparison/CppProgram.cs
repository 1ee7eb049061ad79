using System.Security.Cryptography;
using System.Text;
using Backprop.Benchmarks.Processes;

namespace Backprop.Benchmarks.Comparison;

/// <summary>Compiles the peers' C++ for this machine, once per text, compiler and lane width.</summary>
internal static class CppProgram
{
    private static readonly string[] Flags = ["-std=c++17", "-O3", "-march=native", "-ffast-math"];
    private static readonly string[] WideFlags = ["-mprefer-vector-width=512"];
    private static readonly string[] Avx2Flags = ["-mno-avx512f", "-mprefer-vector-width=256"];

    /// <returns>The executable's path.</returns>
    /// <exception cref="BenchmarkException">It does not compile.</exception>
    public static string Build(string compiler, string source, bool avx2)
    {
        string folder = Path.Combine(Repository.Peers, "Cpp");
        string[] flags = [.. Flags, .. avx2 ? Avx2Flags : WideFlags];
        string program = Path.Combine(Repository.Cache("cpp"), $"{Path.GetFileNameWithoutExtension(source)}-{Fingerprint(folder, [compiler, source, .. flags])}");
        if (!File.Exists(program))
        {
            string unfinished = $"{program}.{Environment.ProcessId}";
            CommandResult result = new Command(compiler, [.. flags, Path.Combine(folder, source), "-o", unfinished, "-ldl"]).Run();
            if (!result.Succeeded)
            {
                throw new BenchmarkException($"{compiler} does not compile {source}: {result.LastWords}");
            }

            File.Move(unfinished, program, overwrite: true);
        }

        return program;
    }

    private static string Fingerprint(string folder, string[] words)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', words)));
        foreach (string file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
