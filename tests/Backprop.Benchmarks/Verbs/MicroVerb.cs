using System.CommandLine;
using Backprop.Benchmarks.Micro;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Backprop.Benchmarks.Verbs;

/// <summary>micro: BenchmarkDotNet's view of kernels, optimizers and steps, with what they allocate.</summary>
internal static class MicroVerb
{
    public static Command Create()
    {
        Argument<string[]> filters = new("filters")
        {
            Description = "Patterns of names, such as *StepBenchmarks.Predict*. All, if none is given.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<bool> quick = new("--quick") { Description = "Few repeats: a look, not a measurement." };
        var command = new Command("micro", "Runs BenchmarkDotNet over kernels, optimizers and steps.") { filters, quick };
        command.SetAction(parsed => Run(parsed.GetValue(filters) ?? [], parsed.GetValue(quick)));
        return command;
    }

    // In this process: the projects that BenchmarkDotNet would write and build do not know of the generator.
    private static void Run(string[] filters, bool quick)
    {
        Job job = (quick ? Job.ShortRun : Job.Default).WithToolchain(InProcessEmitToolchain.Instance);
        string[] arguments = ["--filter", .. filters.Length == 0 ? ["*"] : filters];
        Type[] benchmarks = [typeof(StepBenchmarks), typeof(OptimizerBenchmarks), typeof(KernelBenchmarks)];
        BenchmarkSwitcher.FromTypes(benchmarks).Run(arguments, DefaultConfig.Instance.AddJob(job));
    }
}
