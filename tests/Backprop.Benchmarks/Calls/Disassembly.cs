using System.Text.RegularExpressions;
using Backprop.Benchmarks.Processes;

namespace Backprop.Benchmarks.Calls;

/// <summary>What calls what in an executable that has its symbols, by objdump.</summary>
internal static partial class Disassembly
{
    /// <summary>Who calls and who is called, without type arguments.</summary>
    /// <exception cref="BenchmarkException">objdump is missing, or cannot read the file.</exception>
    public static IEnumerable<(string Caller, string Callee)> Calls(string executable)
    {
        string tool = Executables.Find("objdump") ?? throw new BenchmarkException("There is no objdump: install binutils.");
        CommandResult result = new Command(tool, "--disassemble", "--no-show-raw-insn", executable).Run();
        if (!result.Succeeded)
        {
            throw new BenchmarkException($"objdump failed: {result.LastWords}");
        }

        string caller = "";
        foreach (string line in result.Lines)
        {
            if (Start().Match(line) is { Success: true } start)
            {
                caller = Plain(start.Groups[1].Value);
            }
            else if (Call().Match(line) is { Success: true } call)
            {
                yield return (caller, Plain(call.Groups[1].Value));
            }
        }
    }

    // Tiles_2<FloatLane512__Single>__Tile2<Bias>_1: what is within angle brackets goes, and so does the number of an overload.
    private static string Plain(string symbol)
    {
        var plain = new System.Text.StringBuilder();
        int depth = 0;
        foreach (char character in symbol)
        {
            depth += character == '<' ? 1 : 0;
            if (depth == 0)
            {
                plain.Append(character);
            }

            depth -= character == '>' ? 1 : 0;
        }

        return Overload().Replace(plain.ToString(), "");
    }

    // 00000000000909a0 <symbol>:
    [GeneratedRegex("^[0-9a-f]+ <(.*)>:$")]
    private static partial Regex Start();

    // 90a27: call 8b1f0 <symbol>; a jump to the start of a method is a call as well, the last one of its caller.
    [GeneratedRegex(@"\s(?:call|jmp)\s+[0-9a-f]+ <(.*)>$")]
    private static partial Regex Call();

    [GeneratedRegex(@"_\d+$")]
    private static partial Regex Overload();
}
