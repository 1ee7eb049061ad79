using System.CommandLine;
using Command = System.CommandLine.Command;
using Backprop.Benchmarks.Comparison;
using Backprop.Benchmarks.Workloads;

namespace Backprop.Benchmarks.Verbs;

/// <summary>compare: ours beside every peer there is.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        Argument<string[]> workloads = new Argument<string[]>("workloads")
        {
            Description = "W1 to W3: training steps of perceptrons; W4: of LeNet-5; W5: predictions of one row; W6: of 256. All, if none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        }.AcceptOnlyFromAmong([.. BenchmarkCase.Workloads]);
        Option<int> repeats = VerbOptions.Count("--repeats", "Rounds in which ours and the peers take turns.", 5);
        Option<int> threads = VerbOptions.Count("--threads", "Threads, and cores, for everybody.", 1);
        Option<bool> avx2 = new("--avx2") { Description = "Ours with AVX-512 switched off, the peers compiled for AVX2." };
        Option<bool> quick = new("--quick") { Description = "One short round: a look, not a measurement." };
        Option<bool> install = new("--install") { Description = "Downloads ONNX Runtime by npm into a cache of this program." };
        Option<bool> variants = new("--variants") { Description = "Prints all variants of the peers, not only the fastest of each." };
        Option<int> core = VerbOptions.Number("--core", "The first core to run on.", 0);
        Option<FileInfo?> json = VerbOptions.Json();

        var command = new Command("compare", "Measures ours beside every peer there is, in turns.")
        {
            workloads, repeats, threads, avx2, quick, install, variants, core, json,
        };
        command.SetAction(parsed => VerbOptions.Guard(() =>
        {
            string[] named = parsed.GetValue(workloads) ?? [];
            bool isQuick = parsed.GetValue(quick);
            var options = new ComparisonOptions(
                named.Length == 0 ? BenchmarkCase.Workloads : [.. named.Distinct()], isQuick ? 1 : parsed.GetValue(repeats), isQuick ? 0.1 : 0.5,
                parsed.GetValue(threads), parsed.GetValue(avx2), parsed.GetValue(install), parsed.GetValue(core));
            ComparisonResult result = new ComparisonRun(options, VerbOptions.Progress).Execute();
            ComparisonTable.Print(result, parsed.GetValue(variants));
            if (parsed.GetValue(json) is { } file)
            {
                ComparisonJson.Write(file.FullName, result);
            }
        }));
        return command;
    }
}
