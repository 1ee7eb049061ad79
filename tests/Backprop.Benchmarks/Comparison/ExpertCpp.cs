using Backprop.Benchmarks.Processes;

namespace Backprop.Benchmarks.Comparison;

/// <summary>C++ as an expert writes it by hand, compiled on the spot by each compiler that is there. It has one thread.</summary>
internal sealed class ExpertCpp : Peer
{
    private static readonly string[] Compilers = ["g++", "clang++"];

    public override string Name => "expert C++";

    public override string HowToInstall => "apt-get install g++ clang, and libopenblas0-pthread libdnnl2 for products of libraries";

    public override IReadOnlyList<string> Workloads => ["W1", "W2", "W3", "W4", "W5", "W6"];

    public override IReadOnlyList<MeasuringProgram> Prepare(ComparisonOptions options) =>
        [.. Compilers.Where(compiler => Executables.Find(compiler) is not null).AsParallel().AsOrdered().Select(compiler => Compile(compiler, options))];

    private MeasuringProgram Compile(string compiler, ComparisonOptions options) =>
        new(Name, options.Threads == 1 ? compiler : $"{compiler}, one thread", new Command(CppProgram.Build(compiler, "main.cpp", options.Avx2)).ForThreads(options));
}
