using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Backprop.Data;

namespace Backprop.Gradients.Tests.Training;

/// <summary>A training run that can be cut off after any of its steps.</summary>
internal sealed record ResumeCase
{
    public const int Rows = 100, BatchSize = 40, StepsPerEpoch = 3;
    private static readonly ImageShape Image = new(6, 6);

    public Func<Optimizer> Optimizer { get; init; } = () => new Adam(learningRate: 0.01f);

    public Schedule? Schedule { get; init; }

    public GradientClipping? Clipping { get; init; }

    public EarlyStopping? EarlyStopping { get; init; }

    public bool Augments { get; init; }

    public bool Validates { get; init; } = true;

    public bool Wide { get; init; }

    public int Epochs { get; init; } = 4;

    /// <summary>The threads before the cut, and after it.</summary>
    public (int Before, int After) Threads { get; init; } = (1, 1);

    /// <summary>The hash of the whole run, in one go and without a checkpoint.</summary>
    public string Whole() => Train(null, cutAfter: null, modelSeed: 1, Threads.Before).Hash;

    /// <summary>Trains and is cancelled after a step of this call, or goes on to the end.</summary>
    public (string Hash, TrainingHistory History) Train(Checkpointing? checkpoints, int? cutAfter, int modelSeed, int threads)
    {
        INetwork<float> model = Wide ? new ResumeWide(modelSeed) : new ResumeImages(modelSeed);
        using var source = new CancellationTokenSource();
        var cut = new CutSchedule(Schedule, cutAfter, source);
        Optimizer optimizer = Optimizer();
        var trainer = new Trainer<INetwork<float>>(model, optimizer)
        {
            Schedule = cutAfter is null ? Schedule : cut,
            GradientClipping = Clipping,
            EarlyStopping = EarlyStopping,
            Augmentation = Augments ? Augmentation.Sequence(Augmentation.Shift(Image, 1, 1), Augmentation.FlipHorizontal(Image), Augmentation.Noise(Image, 0.05f)) : null,
            Seed = 7,
            Threads = threads,
            Checkpoints = checkpoints,
        };
        Dataset data = Wide ? Data().OneHot() : Data();
        (Dataset train, Dataset validation) = data.Split(Rows);
        TrainingHistory history = trainer.Fit(train, Validates ? validation : null, Epochs, BatchSize, null, source.Token);
        return (Hash(model, optimizer, history), history);
    }

    /// <summary>Everything that a run leaves, to the bit.</summary>
    private static string Hash(INetwork<float> model, Optimizer optimizer, TrainingHistory history)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(model.Parameters));
        hash.AppendData(MemoryMarshal.AsBytes(model.State));
        for (int i = 0; i < optimizer.StateCount; i++)
        {
            hash.AppendData(MemoryMarshal.AsBytes(optimizer.State(i)));
        }

        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{optimizer.StepCount} {optimizer.LearningRate} {optimizer.WeightDecay} ")));
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{history.Steps} {history.BestEpoch} {history.StoppedEarly} {history.Cancelled}")));
        foreach (EpochResult epoch in history.Epochs)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{epoch}")));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static Dataset Data()
    {
        var random = new CounterRandom(3, RandomStreams.User);
        int[] labels = new int[Rows + 50];
        float[] inputs = new float[labels.Length * Image.Size];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = random.Below(row, 3);
            for (int i = 0; i < Image.Size; i++)
            {
                inputs[(row * Image.Size) + i] = (float)random.Normal((1L << 20) + (row * Image.Size) + i) + (i % 3 == labels[row] ? 0.5f : 0);
            }
        }

        return Dataset.Classification(inputs, labels, Image.Size, 3);
    }

    /// <summary>Gives the rates of another schedule, and cancels the run in a step of this call.</summary>
    private sealed class CutSchedule(Schedule? rates, int? cutAfter, CancellationTokenSource source) : Schedule
    {
        private readonly int? cutAfter = cutAfter;

        public override float Rate(float baseRate, in SchedulePosition position)
        {
            if (position.Step == cutAfter - 1)
            {
                source.Cancel();
            }

            return rates?.Rate(baseRate, position) ?? baseRate;
        }
    }
}
