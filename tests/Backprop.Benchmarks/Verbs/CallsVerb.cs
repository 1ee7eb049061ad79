using System.CommandLine;
using Backprop.Benchmarks.Calls;
using Backprop.Benchmarks.Networks;
using Backprop.Benchmarks.Processes;
using Backprop.Benchmarks.Scratch;
using Backprop.Numerics;
using Command = System.CommandLine.Command;

namespace Backprop.Benchmarks.Verbs;

/// <summary>calls: whether what asks to be inlined is inlined when the networks are compiled ahead of time. In a method of more than 512 locals .NET 9's compiler stops inlining and says
/// nothing; lane operations become calls, before which all sums leave their registers, and a tile takes many times as long. Nothing is run, so the processor need not know the instructions.</summary>
internal static class CallsVerb
{
    private static readonly string[] InstructionSets = ["x86-x64-v3", "x86-x64-v4"]; // AVX2, AVX-512

    public static Command Create()
    {
        var command = new Command("calls", "Compiles ours ahead of time for AVX2 and for AVX-512, and names the calls of methods that ask to be inlined: there should be none.");
        command.SetAction(_ => VerbOptions.Guard(Run));
        return command;
    }

    private static void Run()
    {
        HashSet<string> inlined =
        [
            .. InlinedMethods.Of(typeof(Tiles<,>).Assembly, "Backprop", typeof(Tiles<,>).Namespace!),
            .. InlinedMethods.Of(typeof(LeNetLogits).Assembly, ScratchProject.Name, typeof(LeNetLogits).Namespace!), // emitted ones
        ];
        int found = InstructionSets.Sum(instructions => Count(instructions, inlined));
        if (found > 0)
        {
            throw new BenchmarkException(Invariant($"{found} calls of methods that ask to be inlined"));
        }
    }

    private static int Count(string instructions, HashSet<string> inlined)
    {
        VerbOptions.Progress($"compiling ahead of time for {instructions}");
        using ScratchProject project = ScratchProject.AheadOfTime("net9.0", instructions, "<StripSymbols>false</StripSymbols>");
        (string Caller, string Callee)[] calls = [.. Disassembly.Calls(project.Publish().File)];
        int tiles = calls.Count(call => call.Callee.StartsWith("Backprop_Backprop_Numerics_Tiles_2__Tile", StringComparison.Ordinal));
        if (tiles == 0)
        {
            throw new BenchmarkException("No tile is called: the compiler names methods in another way than this expects.");
        }

        var wrong = calls.Where(call => inlined.Contains(call.Callee)).GroupBy(call => call).OrderBy(group => group.Key).ToArray();
        foreach (var group in wrong)
        {
            Console.WriteLine(Invariant($"{group.Key.Caller} calls {group.Key.Callee}, {group.Count()} times"));
        }

        int count = wrong.Sum(group => group.Count());
        Console.WriteLine(Invariant($"{instructions}: {calls.Length} calls, {tiles} of tiles, {count} of {inlined.Count} methods that ask to be inlined"));
        return count;
    }
}
