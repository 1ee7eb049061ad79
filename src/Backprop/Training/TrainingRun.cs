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
    private long step;

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
    }

    private long TotalSteps => (long)epochs * ((train.Count + (long)batchSize - 1) / batchSize);

    /// <summary>Runs to the end, whichever it is.</summary>
    public TrainingHistory Execute(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                if (!TrainEpoch(epoch, cancellationToken, out EpochResult result) || !Validate(ref result, cancellationToken))
                {
                    return History(stoppedEarly: false, cancelled: true);
                }

                results.Add(result);
                best.Update(epoch, result.ValidationLoss ?? result.TrainingLoss, model.Parameters, model.State);
                progress?.Report(new TrainingProgress(
                    epoch, epochs, step, result.TrainingLoss, result.TrainingAccuracy, result.ValidationLoss, result.ValidationAccuracy, result.LearningRate));
                if (epoch < epochs && epoch - best.Epoch >= settings.EarlyStopping?.Patience)
                {
                    return History(stoppedEarly: true, cancelled: false);
                }
            }

            return History(stoppedEarly: false, cancelled: false);
        }
        finally
        {
            optimizer.LearningRate = baseRate;
            best.Restore(model.Parameters, model.State);
        }
    }

    /// <summary>Returns false if it was cancelled between two steps.</summary>
    private bool TrainEpoch(int epoch, CancellationToken cancellationToken, out EpochResult result)
    {
        RunningScore score = default;
        double normSum = 0;
        int steps = 0;
        ReadOnlySpan<int> rows = order.OfEpoch(epoch - 1);
        for (int start = 0; start < rows.Length; start += batchSize, steps++)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                result = default;
                return false;
            }

            batch.Load(train, rows.Slice(start, Math.Min(batchSize, rows.Length - start)));
            if (settings.Augmentation is { } augmentation)
            {
                batch.Augment(augmentation, settings.Seed, epoch - 1);
            }

            float loss = runner.MeasureWithGradients(ref score);
            if (!float.IsFinite(loss))
            {
                throw Diverged(epoch, step + 1, loss, "training");
            }

            TakeStep(epoch, ref normSum);
        }

        RequireFiniteParameters(epoch);
        Evaluation mean = score.Mean(runner.HasAccuracy);
        double? norm = settings.GradientClipping is null ? null : normSum / steps;
        result = new EpochResult(epoch, mean.Loss, mean.Accuracy, null, null, optimizer.LearningRate, norm);
        return true;
    }

    private void TakeStep(int epoch, ref double normSum)
    {
        if (settings.Schedule is { } schedule)
        {
            optimizer.LearningRate = schedule.Rate(baseRate, new SchedulePosition(step, epoch - 1, TotalSteps, epochs));
        }

        if (settings.GradientClipping is { } clipping)
        {
            normSum += optimizer.Step(model, workspace, clipping);
        }
        else
        {
            optimizer.Step(model, workspace);
        }

        step++;
    }

    /// <summary>Adds the validation's numbers to the result. Returns false if it was cancelled between two batches.</summary>
    private bool Validate(ref EpochResult result, CancellationToken cancellationToken)
    {
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
                throw Diverged(result.Epoch, step, loss, "validation");
            }
        }

        Evaluation mean = score.Mean(runner.HasAccuracy);
        result = result with { ValidationLoss = mean.Loss, ValidationAccuracy = mean.Accuracy };
        return true;
    }

    /// <summary>The last step of an epoch may have overflowed without a loss to show it: its gradients, not its loss, were infinite.</summary>
    private void RequireFiniteParameters(int epoch)
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
            throw Diverged(epoch, step, runner.Evaluate(ref unused), "training");
        }
    }

    private TrainingDivergedException Diverged(int epoch, long atStep, float loss, string kind)
    {
        string layer = runner.FindNonFiniteLayer() ?? "the loss";
        string input = batch.FindNonFiniteRow() is { } row ? Invariant($" Row {row} of the {kind} data has an input that is not finite.") : "";
        string weights = atStep > step
            ? "The model has the parameters from before that step."
            : "The model has the parameters from after that step.";
        if (best.CanRestore)
        {
            weights = Invariant($"The model has the weights of epoch {best.Epoch} again, the best so far.");
        }

        string message = Invariant(
            $"Training diverged in epoch {epoch} at step {atStep}: the {kind} loss is {loss}, and the first values that are not finite are those of {layer}.{input} {weights}");
        return new TrainingDivergedException(message, epoch, atStep, layer, loss, best.CanRestore ? best.Epoch : null, History(false, false));
    }

    private TrainingHistory History(bool stoppedEarly, bool cancelled) => new(results.AsReadOnly(), step, best.Epoch, stoppedEarly, cancelled);
}
