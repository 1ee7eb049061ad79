namespace Backprop.Interrupted;

/// <summary>The training that is killed, with all that a step may depend on.</summary>
public static class InterruptedRun
{
    public const int Epochs = 40, StepsPerEpoch = 4;
    private const int Rows = 32, Validated = 8, BatchSize = 8;

    public static Optimizer Optimizer() => new AdamW(learningRate: 0.01f);

    /// <summary>Trains to the end, or until it is cancelled.</summary>
    public static TrainingHistory Fit(InterruptedNetwork model, Optimizer optimizer, Checkpointing? checkpoints, CancellationToken cancellationToken = default)
    {
        var trainer = new Trainer<InterruptedNetwork>(model, optimizer)
        {
            Schedule = Schedules.Warmup(5).Then(Schedules.Cosine(minimum: 1e-3f)),
            GradientClipping = GradientClipping.ByNorm(1),
            EarlyStopping = new EarlyStopping(patience: Epochs),
            Seed = 3,
            Threads = 1,
            Checkpoints = checkpoints,
        };
        (Dataset train, Dataset validation) = Data().Split(Rows);
        return trainer.Fit(train, validation, Epochs, BatchSize, cancellationToken: cancellationToken);
    }

    private static Dataset Data()
    {
        var random = new CounterRandom(5, RandomStreams.User);
        float[] inputs = new float[(Rows + Validated) * InterruptedNetwork.InputSize];
        int[] labels = new int[Rows + Validated];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (float)random.Normal(i);
        }

        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = row % InterruptedNetwork.OutputSize;
        }

        return Dataset.Classification(inputs, labels, InterruptedNetwork.InputSize, InterruptedNetwork.OutputSize);
    }
}
