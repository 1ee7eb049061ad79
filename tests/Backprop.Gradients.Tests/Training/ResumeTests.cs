using Backprop.Serialization;

namespace Backprop.Gradients.Tests.Training;

/// <summary>An interrupted and resumed run ends with the bits of one that was not interrupted: parameters, state, what the optimizer remembers, and the history.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("resume").FullName;

    public static TheoryData<string> Optimizers => ["Sgd", "Momentum", "Nesterov", "RmsProp", "Adam", "AdamW", "Lion", "Own"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void WithEveryOptimizerCutAfterAnyStep(string optimizer) =>
        AssertResumes(new ResumeCase { Optimizer = () => Create(optimizer), Schedule = Schedules.Warmup(2).Then(Schedules.Cosine(minimum: 1e-4f)) });

    [Fact]
    public void WithoutASchedule() => AssertResumes(new ResumeCase { Epochs = 2, Validates = false });

    [Fact]
    public void WithARateThatChangesInEveryStep() => AssertResumes(new ResumeCase { Epochs = 3, Schedule = Schedules.Exponential(0.9f, ScheduleUnit.Steps) });

    [Fact]
    public void WithClippingByNorm() => AssertResumes(new ResumeCase { Epochs = 3, Clipping = GradientClipping.ByNorm(0.5f) });

    [Fact]
    public void WithClippingByValue() => AssertResumes(new ResumeCase { Epochs = 3, Clipping = GradientClipping.ByValue(0.01f) });

    [Fact]
    public void WithAugmentation() => AssertResumes(new ResumeCase { Epochs = 3, Augments = true });

    [Fact]
    public void WithEarlyStoppingThatPutsTheBestWeightsBack()
    {
        // So fast that it soon gets worse.
        var run = new ResumeCase { Epochs = 30, Optimizer = () => new Adam(0.2f), EarlyStopping = new EarlyStopping(patience: 3) };
        (_, TrainingHistory history) = run.Train(null, null, modelSeed: 1, threads: 1);

        Assert.True(history.StoppedEarly);
        Assert.NotEqual(history.BestEpoch, history.Epochs.Count);
        AssertResumes(run, steps: history.Epochs.Count * ResumeCase.StepsPerEpoch);
    }

    [Fact]
    public void WithEarlyStoppingByTheTrainingLoss() =>
        AssertResumes(new ResumeCase { Epochs = 4, Validates = false, EarlyStopping = new EarlyStopping(patience: 2) { MinimumDelta = 0.01 } });

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public void WithAnyNumberOfThreadsBeforeAndAfter(int before, int after) =>
        AssertResumes(new ResumeCase { Epochs = 3, Threads = (before, after), Clipping = GradientClipping.ByNorm(1), Schedule = Schedules.Step(1, 0.5f) });

    [Theory]
    [InlineData("Adam")]
    [InlineData("Lion")]
    public void WithMoreParametersThanAnOptimizerUpdatesAlone(string optimizer) =>
        AssertResumes(new ResumeCase { Epochs = 2, Wide = true, Threads = (2, 1), Optimizer = () => Create(optimizer) });

    /// <summary>Interrupted after every step, so that each is done by a trainer of its own.</summary>
    [Fact]
    public void InterruptedAfterEveryStep()
    {
        var run = new ResumeCase { Epochs = 4, Augments = true, Clipping = GradientClipping.ByNorm(1), Schedule = Schedules.Cosine(), EarlyStopping = new EarlyStopping(10) };
        int steps = run.Epochs * ResumeCase.StepsPerEpoch;
        for (int step = 1; step <= steps; step++)
        {
            run.Train(Checkpoints(everyEpochs: 0), cutAfter: step, modelSeed: step, threads: 1);
        }

        Assert.Equal(run.Whole(), run.Train(Checkpoints(), null, modelSeed: 2, threads: 1).Hash);
    }

    /// <summary>Not cancelled but dead: what was saved every few steps is gone on from, although the run had come further.</summary>
    [Theory]
    [InlineData(0, 2)]
    [InlineData(0, 3)]
    [InlineData(2, 0)]
    [InlineData(3, 5)]
    public void FromACheckpointTakenOnTheWay(int everyEpochs, int everySteps)
    {
        var run = new ResumeCase { Epochs = 5, Augments = true, Schedule = Schedules.Cosine(), EarlyStopping = new EarlyStopping(20) };
        string whole = run.Whole(), path = Path.Combine(folder, "run.ckpt");
        var copies = new List<string>();
        var saving = new Checkpointing(path) { EveryEpochs = everyEpochs, EverySteps = everySteps, Log = _ => Copy() };

        Assert.Equal(whole, run.Train(saving, null, modelSeed: 1, threads: 1).Hash);
        Assert.InRange(copies.Count, 3, 12);
        Assert.All(copies, copy =>
        {
            (string hash, TrainingHistory history) = run.Train(new Checkpointing(copy) { Resume = true, EveryEpochs = 0 }, null, modelSeed: 2, threads: 1);
            Assert.Equal(whole, hash);
            Assert.Equal(copy, history.Resumed!.Path);
        });

        void Copy()
        {
            copies.Add(Path.Combine(folder, $"{copies.Count}.ckpt"));
            File.Copy(path, copies[^1]);
        }
    }

    [Fact]
    public void MoreEpochsGoOnAsIfTheyHadBeenAskedForAtOnce()
    {
        var more = new ResumeCase { Epochs = 7, Schedule = Schedules.Step(2, 0.5f), EarlyStopping = new EarlyStopping(patience: 20) };

        (more with { Epochs = 4, EarlyStopping = new EarlyStopping(patience: 10) }).Train(Checkpoints(), null, modelSeed: 1, threads: 1);

        (string hash, TrainingHistory history) = more.Train(Checkpoints(), null, modelSeed: 2, threads: 1);
        Assert.Equal(more.Whole(), hash);
        Assert.Equal(4, history.Resumed!.Epochs);
    }

    /// <summary>The same tensors do not make the same training.</summary>
    [Fact]
    public void NotWithAnotherNetworkOfTheSameTensors()
    {
        FitSmall(new ResumeDropout(seed: 1));
        Assert.Equal(2, FitSmall(new ResumeDropout(seed: 2)).Resumed!.Epochs);

        Refused(new ResumeMoreDropout(seed: 1), "2: dropout 0.2, 4: Huber 1. Of this one:", "2: dropout 0.3, 4: Huber 1.");
        Refused(new ResumeOtherLoss(seed: 1), "4: Huber 1. Of this one:", "4: Huber 2.");
        Refused(new ResumeSquares(seed: 1), "4: Huber 1. Of this one:", "4: MeanSquaredError.");
        Refused(new ResumeTanh(seed: 1), $"architecture {ResumeDropout.Architecture.Fingerprint}, ", $"architecture {ResumeTanh.Architecture.Fingerprint}, ");

        // For predictions, what only training does is of no account.
        var checkpoints = new Checkpointing(Path.Combine(folder, "run.ckpt"));
        Assert.Equal(2, checkpoints.LoadInto(new ResumeMoreDropout(seed: 1)).Epochs);
        Assert.Contains("It comes from another architecture", Assert.Throws<ModelFileException>(() => checkpoints.LoadInto(new ResumeTanh(seed: 1))).Message);

        void Refused(INetwork<float> model, params string[] parts)
        {
            float[] before = model.Parameters.ToArray();
            string message = Assert.Throws<ModelFileException>(() => FitSmall(model)).Message;
            Assert.All(parts, part => Assert.Contains(part, message));
            Assert.Equal(before, model.Parameters.ToArray());
        }
    }

    private TrainingHistory FitSmall(INetwork<float> model) =>
        new Trainer<INetwork<float>>(model, new Sgd(0.01f)) { Checkpoints = Checkpoints() }.Fit(Dataset.Regression(new float[360], new float[30], 36, 3), epochs: 2, batchSize: 5);

    private static Optimizer Create(string name) => name switch
    {
        "Sgd" => new Sgd(0.05f) { WeightDecay = 1e-3f },
        "Momentum" => new Momentum(0.02f),
        "Nesterov" => new Nesterov(0.02f) { WeightDecay = 1e-3f },
        "RmsProp" => new RmsProp(0.003f) { EpsilonPlacement = EpsilonPlacement.InsideRoot },
        "Adam" => new Adam(0.01f) { Beta2 = 0.99f },
        "AdamW" => new AdamW(0.01f),
        "Lion" => new Lion(0.002f) { WeightDecay = 0.1f },
        _ => new OwnOptimizer(0.02f),
    };

    private Checkpointing Checkpoints(int everyEpochs = 1) => new(Path.Combine(folder, "run.ckpt")) { EveryEpochs = everyEpochs, Resume = true };

    /// <summary>Cuts the run after each of its steps, before the first and after the last included, and goes on with a model, an optimizer and a trainer of its own.</summary>
    private void AssertResumes(ResumeCase run, int? steps = null)
    {
        string whole = run.Whole();
        int all = steps ?? run.Epochs * ResumeCase.StepsPerEpoch;
        for (int cut = 1; cut <= all; cut++)
        {
            string path = Path.Combine(folder, $"{cut}.ckpt");
            TrainingHistory before = run.Train(new Checkpointing(path) { EveryEpochs = 0 }, cut, modelSeed: 1, run.Threads.Before).History;
            (string hash, TrainingHistory after) = run.Train(new Checkpointing(path) { EveryEpochs = 0, Resume = true }, null, modelSeed: 2, run.Threads.After);

            Assert.True(before.Cancelled || cut == all);
            Assert.Equal(cut, before.Steps);
            Assert.Equal((path, before.Epochs.Count, (long)cut), (after.Resumed!.Path, after.Resumed.Epochs, after.Resumed.Steps));
            Assert.True(whole == hash, $"Cut after step {cut}, the run ends with other bits.");
        }
    }

    /// <summary>An optimizer as a user writes it: its steps shrink by a factor that it multiplies up, which follows from the number of steps.</summary>
    private sealed class OwnOptimizer(float learningRate) : Optimizer(learningRate, stateCount: 3)
    {
        private double factor = 1;

        public override WeightDecayKind WeightDecayKind => WeightDecayKind.Coupled;

        protected override void OnStep() => factor *= 0.97;

        protected override void OnReset() => factor = 1;

        protected override void OnRestore()
        {
            for (long step = 0; step < StepCount; step++)
            {
                OnStep();
            }
        }

        protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int offset, float weightDecay)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                ref float third = ref State(2)[offset + i];
                (State(0)[offset + i], State(1)[offset + i], third) = (gradients[i], State(0)[offset + i], third + State(1)[offset + i]);
                parameters[i] -= (float)(LearningRate * factor * (gradients[i] + (0.5f * State(1)[offset + i]) + (0.01f * third)));
            }
        }
    }
}
