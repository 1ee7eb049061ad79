using System.Runtime.CompilerServices;
using System.Text;
using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Snapshots;

/// <summary>Compares texts with files under version control, in the naming convention of Verify: <c>Class.Method#File.verified.cs</c>.
/// On a mismatch the text is written beside it as <c>.received.cs</c>. With <c>BACKPROP_ACCEPT_SNAPSHOTS=1</c> in the environment
/// the texts received become the verified ones:
/// <code>BACKPROP_ACCEPT_SNAPSHOTS=1 dotnet test tests/Backprop.Compiler.Tests -c Release</code></summary>
internal sealed class Snapshot(string folder, bool accept)
{
    private const string Variable = "BACKPROP_ACCEPT_SNAPSHOTS";
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Verifies against the files in this folder of the source tree.</summary>
    public static void Verify(IEnumerable<(string File, string Text)> texts, [CallerFilePath] string path = "", [CallerMemberName] string method = "") =>
        new Snapshot(
            Path.Combine(Repository.Root, "tests", "Backprop.Compiler.Tests", "Snapshots"),
            Environment.GetEnvironmentVariable(Variable) == "1").Check(Path.GetFileNameWithoutExtension(path.Replace('\\', '/')), method, texts);

    /// <summary>Fails unless there is a verified file for each text, with this very text, and no other of the same test.</summary>
    public void Check(string type, string method, IEnumerable<(string File, string Text)> texts)
    {
        string prefix = $"{type}.{method}#";
        HashSet<string> verified = new(StringComparer.Ordinal);
        List<string> failures = [];
        foreach ((string file, string text) in texts)
        {
            string name = prefix + Path.GetFileNameWithoutExtension(file);
            verified.Add($"{name}.verified.cs");
            if (Compare(name, text) is { } failure)
            {
                failures.Add(failure);
            }
        }

        foreach (string stale in Existing(prefix).Where(name => !verified.Contains(name)))
        {
            if (accept)
            {
                File.Delete(Path.Combine(folder, stale));
            }
            else
            {
                failures.Add($"{stale}: no such file is emitted any more.");
            }
        }

        Assert.True(failures.Count == 0, $"{string.Join('\n', failures)}\nIf the new text is right, run the tests with {Variable}=1 and review the difference.");
    }

    private string? Compare(string name, string text)
    {
        string verified = Path.Combine(folder, name + ".verified.cs"), received = Path.Combine(folder, name + ".received.cs");
        string? expected = File.Exists(verified) ? Lines(File.ReadAllText(verified)) : null;
        if (expected == Lines(text))
        {
            File.Delete(received);
            return null;
        }

        if (accept)
        {
            File.WriteAllText(verified, text, Encoding);
            File.Delete(received);
            return null;
        }

        File.WriteAllText(received, text, Encoding);
        return expected is null ? $"{name}.verified.cs does not exist." : $"{name}.verified.cs differs, {FirstDifference(expected, Lines(text))}";
    }

    private IEnumerable<string> Existing(string prefix) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.verified.cs").Select(file => Path.GetFileName(file)).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray()
        : [];

    /// <summary>A checkout may turn line ends around; nothing else is forgiven.</summary>
    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string FirstDifference(string expected, string actual)
    {
        string[] before = expected.Split('\n'), now = actual.Split('\n');
        int line = Enumerable.Range(0, Math.Min(before.Length, now.Length)).FirstOrDefault(index => before[index] != now[index], Math.Min(before.Length, now.Length));
        return $"line {line + 1}:\n  verified: {(line < before.Length ? before[line] : "(end)")}\n  received: {(line < now.Length ? now[line] : "(end)")}";
    }
}
