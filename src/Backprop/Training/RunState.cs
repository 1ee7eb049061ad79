using Backprop.Serialization;
using static System.FormattableString;

namespace Backprop;

/// <summary>A training run as a checkpoint holds it, read and found to be whole, before anything is changed by it.</summary>
internal sealed class RunState
{
    private const int HistoryColumns = 6;

    /// <summary>What stands before the names of the best weights and their state.</summary>
    public const string Best = "best/";

    private RunState(RunPosition position) => Position = position;

    /// <summary>Why the checkpoint cannot be used though it is whole: it is of another run. Then nothing else has been read.</summary>
    public string? Difference { get; private init; }

    public RunPosition Position { get; }

    public long OptimizerSteps { get; private init; }

    public float LearningRate { get; private init; }

    public float WeightDecay { get; private init; }

    public int? BestEpoch { get; private init; }

    public double BestLoss { get; private init; }

    public float[] Parameters { get; private init; } = [];

    public float[] State { get; private init; } = [];

    /// <summary>What the optimizer remembers; nothing before its first step.</summary>
    public float[][] Memory { get; private init; } = [];

    /// <summary>The best weights and their state; null if none were kept.</summary>
    public (float[] Weights, float[] State)? Kept { get; private init; }

    public List<EpochResult> Results { get; private init; } = [];

    /// <summary>The texts that go with a run's numbers.</summary>
    public static void Write(Dictionary<string, string> facts, in RunPosition position, Optimizer optimizer, BestWeights best)
    {
        (double lossSum, long rows, long correct, long decisions) = position.Score.Parts;
        facts["epoch"] = CheckpointFacts.Of(position.Epoch);
        facts["row"] = CheckpointFacts.Of(position.Row);
        facts["step"] = CheckpointFacts.Of(position.Step);
        facts["forwards"] = CheckpointFacts.Of(position.Forwards);
        facts["rates"] = CheckpointFacts.Of(position.Rates);
        facts["norm sum"] = CheckpointFacts.Of(position.NormSum);
        facts["loss sum"] = CheckpointFacts.Of(lossSum);
        facts["rows measured"] = CheckpointFacts.Of(rows);
        facts["correct"] = CheckpointFacts.Of(correct);
        facts["decisions"] = CheckpointFacts.Of(decisions);
        facts["optimizer steps"] = CheckpointFacts.Of(optimizer.StepCount);
        facts["learning rate"] = CheckpointFacts.Of(optimizer.LearningRate);
        facts["weight decay"] = CheckpointFacts.Of(optimizer.WeightDecay);
        facts["best epoch"] = CheckpointFacts.Of(best.Epoch ?? 0);
        facts["best loss"] = CheckpointFacts.Of(best.Loss);
    }

    /// <summary>The numbers of a run, each with its layout.</summary>
    public static List<CheckpointGroup> Groups(INetwork<float> model, Optimizer optimizer, BestWeights best)
    {
        var groups = new List<CheckpointGroup> { new("", model.Layout, () => model.Parameters), new("", model.StateLayout, () => model.State) };
        for (int i = 0; i < optimizer.StateCount && optimizer.StepCount > 0; i++)
        {
            int index = i;
            groups.Add(new CheckpointGroup(MemoryPrefix(i), model.Layout, () => optimizer.State(index)));
        }

        if (best.CanRestore)
        {
            groups.Add(new CheckpointGroup(Best, model.Layout, () => best.Weights));
            groups.Add(new CheckpointGroup(Best, model.StateLayout, () => best.State));
        }

        return groups;
    }

    /// <summary>The results of epochs as rows of numbers. Which of them are missing follows from the settings.</summary>
    public static double[] History(List<EpochResult> results)
    {
        double[] values = new double[results.Count * HistoryColumns];
        for (int i = 0; i < results.Count; i++)
        {
            EpochResult result = results[i];
            ReadOnlySpan<double> row =
            [
                result.TrainingLoss, result.TrainingAccuracy ?? double.NaN, result.ValidationLoss ?? double.NaN, result.ValidationAccuracy ?? double.NaN,
                result.LearningRate, result.GradientNorm ?? double.NaN,
            ];
            row.CopyTo(values.AsSpan(i * HistoryColumns));
        }

        return values;
    }

    /// <summary>Writes a checkpoint of a run.</summary>
    public static void Write(Stream stream, Dictionary<string, string> facts, List<CheckpointGroup> groups, List<EpochResult> results) =>
        CheckpointWriter.Write(stream, facts, groups, History(results), HistoryColumns);

    /// <summary>Reads a checkpoint whole.</summary>
    /// <exception cref="ModelFileException">It is damaged.</exception>
    public static RunState Read(CheckpointReader reader, RunSettings settings, INetwork<float> model, Optimizer optimizer, bool keepsBest)
    {
        CheckpointFacts facts = reader.Facts;
        string? difference = settings.FindDifference(facts);
        if (difference is not null)
        {
            return new RunState(default) { Difference = difference };
        }

        if (facts.Integer("epoch", 1) - 1 > settings.Epochs)
        {
            difference = Invariant($"The run that saved it had done {facts.Integer("epoch") - 1} epochs; this one is to end after {settings.Epochs}.");
            return new RunState(default) { Difference = difference };
        }

        RunPosition position = ReadPosition(facts, settings);
        List<EpochResult> results = ResultsOf(reader.ReadHistory(position.Epoch - 1, HistoryColumns), settings);
        if (settings.FindRateDifference(facts, in position, results) is { } rates)
        {
            return new RunState(default) { Difference = rates };
        }

        long optimizerSteps = facts.Integer("optimizer steps", 0);
        int bestEpoch = (int)facts.Integer("best epoch", 0, position.Epoch - 1);
        var state = new RunState(position)
        {
            OptimizerSteps = optimizerSteps,
            LearningRate = facts.Setting("learning rate"),
            WeightDecay = facts.Setting("weight decay"),
            BestEpoch = bestEpoch == 0 ? null : bestEpoch,
            BestLoss = facts.Number("best loss"),
            Parameters = reader.Read("", model.Layout),
            State = reader.Read("", model.StateLayout),
            Memory = [.. Enumerable.Range(0, optimizerSteps > 0 ? optimizer.StateCount : 0).Select(i => reader.Read(MemoryPrefix(i), model.Layout))],
            Kept = bestEpoch > 0 && keepsBest ? (reader.Read(Best, model.Layout), reader.Read(Best, model.StateLayout)) : null,
            Results = results,
        };
        reader.RequireNothingElse();
        return state;
    }

    private static string MemoryPrefix(int index) => Invariant($"optimizer/{index}/");

    private static RunPosition ReadPosition(CheckpointFacts facts, RunSettings settings)
    {
        int epoch = (int)facts.Integer("epoch", 1, Math.Min(settings.Epochs + 1L, int.MaxValue)), row = (int)facts.Integer("row", 0, settings.Rows);
        long steps = ((epoch - 1L) * settings.StepsPerEpoch) + settings.StepsIn(row);
        if (row % settings.BatchSize != 0 && row != settings.Rows)
        {
            throw facts.Error(Invariant($"Its row {row} is no multiple of the batch size, {settings.BatchSize}."));
        }

        var score = new RunningScore(facts.Number("loss sum"), facts.Integer("rows measured", 0), facts.Integer("correct", 0), facts.Integer("decisions", 0));
        return new RunPosition
        {
            Epoch = epoch,
            Row = row,
            Step = facts.Integer("step", steps, steps),
            Forwards = facts.Integer("forwards"),
            Rates = (uint)facts.Integer("rates", 0, uint.MaxValue),
            NormSum = facts.Number("norm sum"),
            Score = score,
        };
    }

    private static List<EpochResult> ResultsOf(double[] history, RunSettings settings)
    {
        var results = new List<EpochResult>();
        for (int start = 0; start < history.Length; start += HistoryColumns)
        {
            ReadOnlySpan<double> row = history.AsSpan(start, HistoryColumns);
            results.Add(new EpochResult(
                results.Count + 1,
                row[0],
                settings.HasAccuracy ? row[1] : null,
                settings.HasValidation ? row[2] : null,
                settings.HasAccuracy && settings.HasValidation ? row[3] : null,
                (float)row[4],
                settings.HasNorm ? row[5] : null));
        }

        return results;
    }
}
