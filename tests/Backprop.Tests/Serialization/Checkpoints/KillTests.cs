using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Backprop.Interrupted;

namespace Backprop.Tests.Serialization.Checkpoints;

/// <summary>A process that saves checkpoints without a pause is killed at random moments, again and again. Each time there is a checkpoint that can be gone on from, it is one of those
/// that a run without interruption goes through, and in the end so is the result.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Chains = 4, KillsPerChain = 55, AllSteps = InterruptedRun.Epochs * InterruptedRun.StepsPerEpoch;
    private readonly string folder = Directory.CreateTempSubdirectory("killed").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task WheneverAProcessIsKilledThereIsACheckpointOfItsRun()
    {
        WholeRun whole = TrainInOneGo();
        var watch = Stopwatch.StartNew();

        Tally[] tallies = await Task.WhenAll(Enumerable.Range(0, Chains).Select(chain => Task.Run(() => Kill(chain, whole))));

        Assert.Equal(AllSteps + 1, whole.StepOfFile.Count);
        output.WriteLine($"{tallies.Sum(tally => tally.Kills)} kills in {watch.Elapsed.TotalSeconds:F1} s, {tallies.Sum(tally => tally.WhileSaving)} of them in the middle of a file, " +
            $"{tallies.Sum(tally => tally.Steps)} steps between them, {tallies.Sum(tally => tally.Runs)} runs came to their end.");
        Assert.True(tallies.Sum(tally => tally.Kills) >= 200);
        Assert.True(tallies.Sum(tally => tally.WhileSaving) > 0, "No kill came while a file was being written: the test shows nothing.");
    }

    /// <summary>The run that nobody interrupts.</summary>
    private WholeRun TrainInOneGo()
    {
        string path = Path.Combine(folder, "whole.ckpt");
        var steps = new Dictionary<string, long>();
        var model = new InterruptedNetwork(seed: 1);

        // The last step is saved twice, before its validation and after it.
        void Note(string line) => steps.Add(HashOf(path), Math.Min(steps.Count + 1, AllSteps));
        InterruptedRun.Fit(model, InterruptedRun.Optimizer(), new Checkpointing(path) { EveryEpochs = 0, EverySteps = 1, Log = Note });
        return new WholeRun(steps, model.Parameters.ToArray());
    }

    private Tally Kill(int chain, WholeRun whole)
    {
        var random = new System.Random(chain);
        string path = Path.Combine(folder, $"chain{chain}.ckpt");
        var tally = default(Tally);
        long reached = 0;
        while (tally.Kills < KillsPerChain)
        {
            File.Delete(path + ".tmp"); // what the last kill left: the next save would overwrite it
            if (!RunAndKill(path, random))
            {
                AssertEndsAs(whole, path);
                File.Delete(path);
                File.Delete(path + ".previous");
                (reached, tally.Runs) = (0, tally.Runs + 1);
                continue;
            }

            tally.Kills++;
            tally.WhileSaving += File.Exists(path + ".tmp") ? 1 : 0;
            long step = File.Exists(path) || File.Exists(path + ".previous") ? StepOf(path, whole) : 0;
            Assert.True(step >= reached, $"Step {step} after step {reached}: a checkpoint was lost.");
            tally.Steps += step - reached;
            reached = step;
        }

        AssertEndsAs(whole, path);
        return tally;
    }

    /// <summary>Returns whether it was killed before it came to its end.</summary>
    private static bool RunAndKill(string path, System.Random random)
    {
        var start = new ProcessStartInfo(Host()) { RedirectStandardOutput = true, ArgumentList = { "exec", typeof(InterruptedRun).Assembly.Location, path } };
        using Process child = Process.Start(start)!;
        if (random.Next(8) == 0)
        {
            Wait(random.NextDouble() * 150); // while it starts, or reads the checkpoint
        }
        else
        {
            for (int lines = random.Next(1, 6); lines > 0 && child.StandardOutput.ReadLine() is not null; lines--)
            {
            }

            Wait(random.NextDouble() * 2); // and anywhere in the next steps and files
        }

        child.Kill();
        child.WaitForExit();
        return child.ExitCode != 0;
    }

    /// <summary>The step of the checkpoint, which is, byte for byte, one that the whole run saved; a run resumes from it.</summary>
    private static long StepOf(string path, WholeRun whole)
    {
        string used = File.Exists(path) ? path : path + ".previous"; // Windows may leave a moment without the first
        long step = whole.StepOfFile[HashOf(used)];
        TrainingHistory history = InterruptedRun.Fit(
            new InterruptedNetwork(seed: 2), InterruptedRun.Optimizer(), new Checkpointing(path) { EveryEpochs = 0, Resume = true }, new CancellationToken(canceled: true));

        Assert.Equal((used, step), (history.Resumed!.Path, history.Resumed.Steps));
        Assert.True(!File.Exists(path + ".previous") || whole.StepOfFile[HashOf(path + ".previous")] <= step);
        return step;
    }

    private static void AssertEndsAs(WholeRun whole, string path)
    {
        var model = new InterruptedNetwork(seed: 2);
        InterruptedRun.Fit(model, InterruptedRun.Optimizer(), new Checkpointing(path) { EveryEpochs = 0, Resume = true });
        Assert.Equal(whole.Parameters, model.Parameters.ToArray());
    }

    private static string HashOf(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));

    private static void Wait(double milliseconds)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalMilliseconds < milliseconds)
        {
            Thread.Sleep(milliseconds - watch.Elapsed.TotalMilliseconds > 3 ? 1 : 0);
        }
    }

    // The dotnet that runs this, three folders above the shared framework.
    private static string Host() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <param name="StepOfFile">By the hash of a checkpoint's bytes, its step.</param>
    /// <param name="Parameters">The parameters at the end.</param>
    private sealed record WholeRun(Dictionary<string, long> StepOfFile, float[] Parameters);

    private struct Tally
    {
        public int Kills, WhileSaving, Runs;
        public long Steps;
    }
}
