using System.Numerics;
using static System.FormattableString;

namespace Backprop;

/// <summary>One call of <see cref="Trainer{TNetwork}.Fit(Dataset, Dataset, int, int, IProgress{TrainingProgress}, CancellationToken)"/>:
/// its buffers, allocated here once, and its loop.</summary>
internal sealed class TrainingRun<TNetwork>
    where TNetwork : class, INetwork<float>
{
    /// <summary>History entries allocated ahead; callers who leave the end to early stopping may ask for int.MaxValue epochs.</summary>
    private const int MostEpochsAhead = 1 << 16;

    private readonly Trainer<TNetwork> settings;
    private readonly TNetwork model;
    private readonly Optimizer optimizer;
    private readonly Dataset train;
    private readonly Dataset? validation;
    private readonly int epochs;
    private readonly int batchSize;
    private readonly NetworkWorkspace<float> workspace;
    private readonly Batch batch;
    private readonly BatchRunner<TNetwork> runner;
    private readonly BestWeights best;
    private readonly EpochOrder order;
    private readonly List<EpochResult> results;
    private readonly float baseRate;
    private readonly RunCheckpoints? checkpoints;
    private RunPosition position = new();

    public TrainingRun(
        Trainer<TNetwork> settings, TNetwork model, Optimizer optimizer, Dataset train, Dataset? validation, int epochs, int batchSize)
    {
        this.settings = settings;
        this.model = model;
        this.optimizer = optimizer;
        this.train = train;
        this.validation = validation;
        this.epochs = epochs;
        this.batchSize = Math.Min(batchSize, Math.Max(train.Count, validation?.Count ?? 0));
        workspace = model.CreateWorkspace(this.batchSize, settings.Threads);
        workspace.Seed = settings.Seed;
        batch = new Batch(train, validation, this.batchSize);
        runner = new BatchRunner<TNetwork>(model, workspace, batch);
        best = settings.EarlyStopping is { } stopping
            ? new BestWeights(stopping.MinimumDelta, new float[model.Parameters.Length], new float[model.State.Length])
            : new BestWeights(0, null, null);
        order = new EpochOrder(train.Count, settings.Shuffle, settings.Seed);
        results = new List<EpochResult>(Math.Min(epochs, MostEpochsAhead));
        baseRate = optimizer.LearningRate;
        checkpoints = settings.Checkpoints is { } wanted
            ? new RunCheckpoints(wanted, RunSettings.Of(settings, model, optimizer, train, validation, epochs, this.batchSize), model, optimizer, workspace, best, results)
            : null;
    }

    private long StepsPerEpoch => (train.Count + (long)batchSize - 1) / batchSize;

    private long TotalSteps => epochs * StepsPerEpoch;

    /// <summary>Runs to the end, whichever it is.</summary>
    public TrainingHistory Execute(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            checkpoints?.Begin(ref position);
            while (position.Epoch <= epochs)
            {
                if (position.Epoch - 1 - best.Epoch >= settings.EarlyStopping?.Patience)
                {
                    return End(stoppedEarly: true, cancelled: false);
                }

                if (!TrainEpoch(cancellationToken) || !Validate(cancellationToken, out Evaluation? validated))
                {
                    return End(stoppedEarly: false, cancelled: true);
                }

                EndEpoch(validated, progress);
            }

            return End(stoppedEarly: false, cancelled: false);
        }
        finally
        {
            optimizer.LearningRate = baseRate;
            best.Restore(model.Parameters, model.State);
        }
    }

    private TrainingHistory End(bool stoppedEarly, bool cancelled)
    {
        checkpoints?.End(in position);
        return History(stoppedEarly, cancelled);
    }

    /// <summary>Does what is left of the epoch's steps. Returns false if it was cancelled between two of them.</summary>
    private bool TrainEpoch(CancellationToken cancellationToken)
    {
        if (position.Row == train.Count)
        {
            return true; // resumed before the validation
        }

        ReadOnlySpan<int> rows = order.OfEpoch(position.Epoch - 1);
        while (position.Row < rows.Length)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            batch.Load(train, rows.Slice(position.Row, Math.Min(batchSize, rows.Length - position.Row)));
            if (settings.Augmentation is { } augmentation)
            {
                batch.Augment(augmentation, settings.Seed, position.Epoch - 1);
            }

            float loss = runner.MeasureWithGradients(ref position.Score);
            if (!float.IsFinite(loss))
            {
                throw Diverged(position.Step + 1, loss, "training");
            }

            TakeStep();
            if (position.Row == rows.Length)
            {
                RequireFiniteParameters();
            }

            checkpoints?.AfterStep(in position);
        }

        return true;
    }

    private void TakeStep()
    {
        if (settings.Schedule is { } schedule)
        {
            optimizer.LearningRate = schedule.Rate(baseRate, new SchedulePosition(position.Step, position.Epoch - 1, TotalSteps, epochs));
        }

        float rate = optimizer.LearningRate;
        if (settings.GradientClipping is { } clipping)
        {
            position.NormSum += optimizer.Step(model, workspace, clipping);
        }
        else
        {
            optimizer.Step(model, workspace);
        }

        position.AddStep(rate, batch.Count, workspace.Step);
    }

    /// <summary>Measures the validation's rows, if there are any. Returns false if it was cancelled between two batches.</summary>
    private bool Validate(CancellationToken cancellationToken, out Evaluation? validated)
    {
        validated = null;
        if (validation is null)
        {
            return true;
        }

        RunningScore score = default;
        for (int start = 0; start < validation.Count; start += batchSize)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            batch.Load(validation, start, Math.Min(batchSize, validation.Count - start));
            float loss = runner.Evaluate(ref score);
            if (!float.IsFinite(loss))
            {
                throw Diverged(position.Step, loss, "validation");
            }
        }

        validated = score.Mean(runner.HasAccuracy);
        return true;
    }

    private void EndEpoch(Evaluation? validated, IProgress<TrainingProgress>? progress)
    {
        int epoch = position.Epoch;
        Evaluation mean = position.Score.Mean(runner.HasAccuracy);
        double? norm = settings.GradientClipping is null ? null : position.NormSum / StepsPerEpoch;
        var result = new EpochResult(epoch, mean.Loss, mean.Accuracy, validated?.Loss, validated?.Accuracy, optimizer.LearningRate, norm);
        results.Add(result);
        best.Update(epoch, result.ValidationLoss ?? result.TrainingLoss, model.Parameters, model.State);
        position.EndEpoch(workspace.Step);
        progress?.Report(new TrainingProgress(
            epoch, epochs, position.Step, result.TrainingLoss, result.TrainingAccuracy, result.ValidationLoss, result.ValidationAccuracy, result.LearningRate));
        checkpoints?.AfterEpoch(in position);
    }

    /// <summary>The last step of an epoch may have overflowed without a loss to show it: its gradients, not its loss, were infinite.</summary>
    private void RequireFiniteParameters()
    {
        // x · 0 is 0, or NaN where x is not finite; NaN stays in the sum.
        ReadOnlySpan<float> parameters = model.Parameters;
        Vector<float> lanes = Vector<float>.Zero;
        int i = 0;
        for (; i + Vector<float>.Count <= parameters.Length; i += Vector<float>.Count)
        {
            lanes += new Vector<float>(parameters[i..]) * Vector<float>.Zero;
        }

        float sum = Vector.Sum(lanes);
        for (; i < parameters.Length; i++)
        {
            sum += parameters[i] * 0;
        }

        if (float.IsNaN(sum))
        {
            RunningScore unused = default;
            throw Diverged(position.Step, runner.Evaluate(ref unused), "training");
        }
    }

    private TrainingDivergedException Diverged(long atStep, float loss, string kind)
    {
        string layer = runner.FindNonFiniteLayer() ?? "the loss";
        string input = batch.FindNonFiniteRow() is { } row ? Invariant($" Row {row} of the {kind} data has an input that is not finite.") : "";
        string weights = atStep > position.Step
            ? "The model has the parameters from before that step."
            : "The model has the parameters from after that step.";
        if (best.CanRestore)
        {
            weights = Invariant($"The model has the weights of epoch {best.Epoch} again, the best so far.");
        }

        string message = Invariant(
            $"Training diverged in epoch {position.Epoch} at step {atStep}: the {kind} loss is {loss}, and the first values that are not finite are those of {layer}.{input} {weights}");
        return new TrainingDivergedException(message, position.Epoch, atStep, layer, loss, best.CanRestore ? best.Epoch : null, History(false, false));
    }

    private TrainingHistory History(bool stoppedEarly, bool cancelled) => new(results.AsReadOnly(), position.Step, best.Epoch, stoppedEarly, cancelled, checkpoints?.Resumed);
}
