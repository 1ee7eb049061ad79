using System.Globalization;
using Backprop.Serialization;
using Backprop.Tests.Training;

namespace Backprop.Tests.Serialization.Checkpoints;

/// <summary>A small run with everything that a checkpoint may hold, and the checkpoints that it saves.</summary>
internal sealed class SavedRun : IDisposable
{
    public const int Epochs = 4, BatchSize = 4, StepsPerEpoch = 3;
    public static readonly Dataset Train = Toy.Classes(10), Validation = Toy.Classes(6);

    private readonly string folder = Directory.CreateTempSubdirectory("checkpoints").FullName;

    public string Path => System.IO.Path.Combine(folder, "run.ckpt");

    public string PreviousPath => Path + ".previous";

    public SoftmaxRegression Model { get; set; } = Toy.Classifier();

    public Optimizer Optimizer { get; set; } = new Adam(0.01f);

    public Schedule? Schedule { get; set; } = Schedules.Exponential(0.9f);

    public GradientClipping? Clipping { get; set; } = GradientClipping.ByNorm(1);

    public EarlyStopping? EarlyStopping { get; set; } = new(patience: 9);

    public Backprop.Data.Augmentation? Augmentation { get; set; }

    public long Seed { get; set; } = 5;

    public bool Shuffle { get; set; } = true;

    public int EveryEpochs { get; set; } = 1;

    public int EverySteps { get; set; }

    public bool Resume { get; set; } = true;

    public List<string> Log { get; } = [];

    /// <summary>Called after each save and when a run goes on.</summary>
    public Action? OnLog { get; set; }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public Trainer<SoftmaxRegression> Trainer(bool saves = true) => new(Model, Optimizer)
    {
        Schedule = Schedule,
        GradientClipping = Clipping,
        EarlyStopping = EarlyStopping,
        Augmentation = Augmentation,
        Seed = Seed,
        Shuffle = Shuffle,
        Checkpoints = saves ? new Checkpointing(Path) { EveryEpochs = EveryEpochs, EverySteps = EverySteps, Resume = Resume, Log = Note } : null,
    };

    public TrainingHistory Fit(int epochs = Epochs, bool saves = true, CancellationToken cancellationToken = default) =>
        Trainer(saves).Fit(Train, Validation, epochs, BatchSize, null, cancellationToken);

    /// <summary>Only goes on from the checkpoint, without a step.</summary>
    public TrainingHistory Look() => Fit(cancellationToken: new CancellationToken(canceled: true));

    /// <summary>A new model and optimizer, which know nothing of the run.</summary>
    public void Restart()
    {
        Model = new SoftmaxRegression(2, 3);
        Optimizer = new Adam(0.01f);
        Log.Clear();
    }

    /// <summary>The bytes of all checkpoints of a run, in their order.</summary>
    public List<byte[]> Files()
    {
        var files = new List<byte[]>();
        OnLog = () => files.Add(File.ReadAllBytes(Path));
        Fit();
        OnLog = null;
        return files;
    }

    /// <summary>Reads a checkpoint of these settings.</summary>
    public RunState Read(byte[] file)
    {
        using var reader = new CheckpointReader(SafetensorsFile.Open(new MemoryStream(file), "run.ckpt"));
        return RunState.Read(reader, Settings(), Model, Optimizer, keepsBest: EarlyStopping is not null);
    }

    /// <summary>Everything in a checkpoint, to the bit.</summary>
    public static string Text(RunState state)
    {
        RunPosition position = state.Position;
        (float[] weights, float[] kept) = state.Kept ?? ([], []);
        object?[] parts =
        [
            state.Difference, position.Epoch, position.Row, position.Step, position.Forwards, position.Rates, position.NormSum, position.Score.Parts,
            state.OptimizerSteps, state.LearningRate, state.WeightDecay, state.BestEpoch, state.BestLoss, Bits(state.Parameters), Bits(state.State), string.Join("|", state.Memory.Select(Bits)), Bits(weights), Bits(kept),
            string.Join("|", state.Results),
        ];
        return string.Join("; ", parts.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));
    }

    /// <summary>All that a run leaves behind, to the bit.</summary>
    public string Outcome(TrainingHistory history) => string.Join(
        "; ", Bits(Model.Parameters.ToArray()), Optimizer.StepCount, Bits(Optimizer.State(0).ToArray()), Bits(Optimizer.State(1).ToArray()), string.Join("|", history.Epochs),
        history.Steps, history.BestEpoch, history.StoppedEarly, history.Cancelled);

    private static string Bits(float[] values) => string.Join(" ", values.Select(BitConverter.SingleToInt32Bits));

    private RunSettings Settings() => settings ??= RunSettings.Of(Trainer(), Model, Optimizer, Train, Validation, Epochs, BatchSize);

    private RunSettings? settings;

    private void Note(string line)
    {
        Log.Add(line);
        OnLog?.Invoke();
    }
}
