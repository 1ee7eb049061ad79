using System.Globalization;
using System.Text;
using Backprop.Serialization;
using Backprop.Tests.Data;

namespace Backprop.Tests.Serialization.Checkpoints;

/// <summary>Damaged checkpoints, and wrong ones whose check sums are right. <c>BACKPROP_FUZZ</c> is the number of each, if not 12,000.</summary>
public sealed class CheckpointFuzzTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("BACKPROP_FUZZ"), CultureInfo.InvariantCulture, out int cases) ? cases : 12_000;

    private static readonly string[] Values =
    [
        "", "0", "-1", "1", "2", "4", "5", "11", "12", "13", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "NaN", "Infinity", "-Infinity", "1e400",
        "1e-46", "0,5", " 1", "1 ", "0x10", "none", "é", "\u0001", "00000000", "ffffffff", "F32", new string('9', 5000),
    ];

    private readonly SavedRun run = new() { EveryEpochs = 0, EverySteps = 2 };

    public void Dispose() => run.Dispose();

    [Fact]
    public Task Damaged_files_are_refused_or_say_the_same() => HostileFiles.InTime(() =>
    {
        List<byte[]> files = run.Files();
        string[] wholes = [.. files.Select(file => SavedRun.Text(run.Read(file)))];
        var random = new System.Random(1);
        int refused = 0;
        for (int i = 0; i < Cases; i++)
        {
            int which = random.Next(files.Count);
            byte[] damaged = HostileFiles.Damage(files[which], random);
            RunState? state = Read(damaged);
            refused += state is null ? 1 : 0;
            Assert.True(state is null || SavedRun.Text(state) == wholes[which], $"Case {i} became another state.");
        }

        output.WriteLine($"{Cases} damaged files, {refused} refused.");
        Assert.InRange(refused, Cases * 9 / 10, Cases);
    });

    [Fact]
    public Task Wrong_files_with_right_check_sums_make_no_trouble() => HostileFiles.InTime(() =>
    {
        List<PlainCheckpoint> files = [.. run.Files().Select(PlainCheckpoint.Of)];
        var random = new System.Random(2);
        int refused = 0, different = 0;
        for (int i = 0; i < Cases; i++)
        {
            PlainCheckpoint changed = files[random.Next(files.Count)].Copy();
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                Change(changed, random);
            }

            RunState? state = Read(changed.Write());
            refused += state is null ? 1 : 0;
            different += state?.Difference is null ? 0 : 1;
            if (state is { Difference: null } && i % 10 == 0)
            {
                GoOn(changed.Write(), state);
            }
        }

        output.WriteLine($"{Cases} wrong files, {refused} refused as damaged, {different} as of another run.");
        Assert.InRange(refused, Cases / 10, Cases);
    });

    /// <summary>Null if it was refused. Any other exception goes through, and so does memory that the file does not account for.</summary>
    private RunState? Read(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        RunState? state = null;
        try
        {
            state = run.Read(file);
        }
        catch (ModelFileException refused)
        {
            Assert.NotEmpty(refused.Reason);
            Assert.StartsWith("run.ckpt", refused.Message);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= (64L * file.Length) + (1 << 20), $"{allocated} bytes allocated for a file of {file.Length}.");
        return state;
    }

    /// <summary>What was accepted can be gone on from.</summary>
    private void GoOn(byte[] file, RunState state)
    {
        File.Delete(run.PreviousPath);
        File.WriteAllBytes(run.Path, file);
        run.Restart();
        TrainingHistory history = run.Look();
        Assert.Equal((state.Position.Step, state.Results.Count), (history.Steps, history.Epochs.Count));
    }

    private static void Change(PlainCheckpoint file, System.Random random)
    {
        string key = file.Texts.Keys.ElementAt(random.Next(file.Texts.Count));
        int at = random.Next(file.Tensors.Count);
        PlainCheckpoint.Tensor tensor = file.Tensors[at];
        switch (random.Next(9))
        {
            case 0:
                file.Texts.Remove(key);
                break;
            case 1 or 2 or 3:
                file.Texts[key] = Values[random.Next(Values.Length)];
                break;
            case 4:
                file.Texts[key] = file.Texts.Values.ElementAt(random.Next(file.Texts.Count));
                break;
            case 5:
                file.Tensors[at] = tensor with { Name = random.Next(2) == 0 ? file.Tensors[random.Next(file.Tensors.Count)].Name + random.Next(3) : "x" };
                break;
            case 6:
                file.Tensors[at] = tensor with { Shape = [.. tensor.Shape.Reverse()] };
                break;
            case 7:
                byte[] numbers = [.. tensor.Bytes];
                random.NextBytes(numbers.AsSpan(random.Next(numbers.Length + 1)));
                file.Tensors[at] = tensor with { Bytes = numbers };
                break;
            default:
                file.Tensors.RemoveAt(at);
                file.Tensors.Insert(random.Next(file.Tensors.Count + 1), tensor);
                break;
        }
    }
}
