using Backprop.Serialization;
using static System.FormattableString;

namespace Backprop;

/// <summary>What a training run was asked to do. A checkpoint is taken only if a run with these settings would have come to it.</summary>
internal sealed class RunSettings
{
    /// <summary>What stands before the names of settings among a checkpoint's texts.</summary>
    private const string Prefix = "settings/", PatienceKey = "patience", ScheduleKey = "schedule", None = "none";

    private readonly List<KeyValuePair<string, string>> texts = [];
    private readonly Schedule? schedule;
    private readonly float baseRate;
    private readonly int? patience;

    private RunSettings(INetwork<float> model, Optimizer optimizer, Dataset train, Dataset? validation, int epochs, int batchSize, Schedule? schedule, EarlyStopping? stopping)
    {
        this.schedule = schedule;
        baseRate = optimizer.LearningRate;
        patience = stopping?.Patience;
        Epochs = epochs;
        BatchSize = batchSize;
        Rows = train.Count;
        HasAccuracy = model.Targets is TargetKind.Classes or TargetKind.Binary;
        HasValidation = validation is not null;
        Add("network", Describe(model));
        Add("training data", Describe(train));
        Add("validation data", validation is null ? None : Describe(validation));
        Add("batch size", CheckpointFacts.Of(batchSize));
        Add("optimizer", optimizer.ToString());
        Add("learning rate", CheckpointFacts.Of(optimizer.LearningRate));
        Add("weight decay", CheckpointFacts.Of(optimizer.WeightDecay));
        Add("early stopping", stopping is null ? None : Invariant($"improvements of more than {stopping.MinimumDelta}"));
    }

    /// <summary>The epochs asked for.</summary>
    public int Epochs { get; }

    /// <summary>The rows of a step.</summary>
    public int BatchSize { get; }

    /// <summary>The rows of an epoch.</summary>
    public int Rows { get; }

    /// <summary>Whether epochs have an accuracy.</summary>
    public bool HasAccuracy { get; }

    /// <summary>Whether epochs are validated.</summary>
    public bool HasValidation { get; }

    /// <summary>Whether gradients are measured.</summary>
    public bool HasNorm { get; private init; }

    /// <summary>The steps of an epoch.</summary>
    public long StepsPerEpoch => StepsIn(Rows);

    /// <summary>The settings of a run that is about to begin. Goes through all data for its check sum.</summary>
    public static RunSettings Of<TNetwork>(Trainer<TNetwork> trainer, TNetwork model, Optimizer optimizer, Dataset train, Dataset? validation, int epochs, int batchSize)
        where TNetwork : class, INetwork<float>
    {
        var settings = new RunSettings(model, optimizer, train, validation, epochs, batchSize, trainer.Schedule, trainer.EarlyStopping)
        {
            HasNorm = trainer.GradientClipping is not null,
        };
        settings.Add("seed", CheckpointFacts.Of(trainer.Seed));
        settings.Add("shuffling", trainer.Shuffle ? "on" : "off");
        settings.Add("clipping", trainer.GradientClipping?.ToString());
        settings.Add("augmentation", trainer.Augmentation is { } augmentation ? Invariant($"{augmentation.Image}: {augmentation}") : null);
        return settings;
    }

    /// <summary>The steps that so many rows of an epoch take.</summary>
    public long StepsIn(int rows) => (rows + (long)BatchSize - 1) / BatchSize;

    /// <summary>Puts the settings among the texts of a checkpoint.</summary>
    public void Write(Dictionary<string, string> facts)
    {
        foreach ((string name, string text) in texts)
        {
            facts[Prefix + name] = text;
        }

        facts[Prefix + PatienceKey] = patience is { } epochs ? CheckpointFacts.Of(epochs) : None;
        facts[Prefix + ScheduleKey] = schedule?.ToString() ?? None;
    }

    /// <summary>What differs between the settings of the run that saved a checkpoint and these; null if nothing does that would have led elsewhere.</summary>
    public string? FindDifference(CheckpointFacts facts)
    {
        foreach ((string name, string text) in texts)
        {
            string saved = facts.Text(Prefix + name);
            if (saved != text)
            {
                return Invariant($"The {name} of the run that saved it: {saved}. Of this one: {text}.");
            }
        }

        // With more patience a run goes through the same epochs, and perhaps more of them.
        return patience is { } epochs && facts.Integer(Prefix + PatienceKey, 1, int.MaxValue) > epochs
            ? Invariant($"The patience of the run that saved it: {facts.Text(Prefix + PatienceKey)} epochs. Of this one: {epochs}, which may have ended it earlier.")
            : null;
    }

    /// <summary>How the learning rates of a checkpoint's steps differ from those that these settings give; null if they do not. The steps to come may have any: a run with these
    /// settings would have come to the same place.</summary>
    public string? FindRateDifference(CheckpointFacts facts, in RunPosition position, IReadOnlyList<EpochResult> results)
    {
        if (schedule is null && facts.Text(Prefix + ScheduleKey) == None)
        {
            return null; // the optimizer's own, which the caller may have changed on the way
        }

        uint rates = 0;
        for (long step = 0; step < position.Step; step++)
        {
            rates = RunPosition.AddRate(rates, RateOf(step));
        }

        if (rates == position.Rates)
        {
            return null;
        }

        foreach (EpochResult result in results)
        {
            float rate = RateOf((result.Epoch * StepsPerEpoch) - 1);
            if (rate != result.LearningRate)
            {
                return Invariant($"The learning rate at the end of epoch {result.Epoch} was {result.LearningRate}; the schedule and the {Epochs} epochs of this run give {rate}.");
            }
        }

        return Invariant($"The learning rates of its {position.Step} steps are not those that the schedule and the {Epochs} epochs of this run give.");
    }

    private float RateOf(long step) =>
        schedule is null ? baseRate : schedule.Rate(baseRate, new SchedulePosition(step, (int)(step / StepsPerEpoch), Epochs * StepsPerEpoch, Epochs));

    private void Add(string name, string? text) => texts.Add(new KeyValuePair<string, string>(name, text ?? None));

    private static string Describe(INetwork<float> model)
    {
        uint layout = 0;
        foreach (ParameterInfo parameter in model.Layout.Parameters.Concat(model.StateLayout.Parameters))
        {
            layout = Crc32C.Append<char>(layout, Invariant($"{parameter.Name} {string.Join('×', parameter.Shape)} {parameter.Kind};"));
        }

        string text = Invariant($"{model.Layout.Count} parameters, {model.StateLayout.Count} numbers of state, layout {layout:x8}, targets {model.Targets}");
        return model.Architecture is { } architecture ? Invariant($"{text}, architecture {architecture.Fingerprint}, {InTraining(architecture)}") : text;
    }

    /// <summary>What the architecture's fingerprint leaves out: the layers that do something in training alone, by their places, and the loss.</summary>
    private static string InTraining(NetworkArchitecture architecture)
    {
        var parts = new List<string>();
        for (int i = 0; i < architecture.Layers.Length; i++)
        {
            string? part = architecture.Layers[i].Attribute switch { LayerAttribute layer => layer.InTraining, LossAttribute loss => loss.InTraining, _ => null };
            if (part is not null)
            {
                parts.Add(Invariant($"{i}: {part}"));
            }
        }

        return string.Join(", ", parts);
    }

    private static string Describe(Dataset data)
    {
        string targets = data.HasLabels ? "classes" : "targets";
        return Invariant($"{data.Count} rows of {data.InputSize} inputs and {data.TargetSize} {targets}, check sum {DatasetChecksum.Of(data):x8}");
    }
}
