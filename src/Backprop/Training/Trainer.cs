using Backprop.Data;
using Backprop.Serialization;
using static System.FormattableString;

namespace Backprop;

/// <summary>
/// Trains a network with mini-batches: shuffles by seed, steps the optimizer, watches the validation loss, stops early and can be cancelled.
/// <code>
/// var trainer = new Trainer&lt;SpiralClassifier&gt;(model, new AdamW(learningRate: 1e-3f)) { EarlyStopping = new EarlyStopping(patience: 20) };
/// TrainingHistory history = trainer.Fit(train, validation, epochs: 300, batchSize: 64);
/// </code>
/// </summary>
/// <remarks>One trainer serves one caller at a time. After the first epoch, an epoch allocates nothing.</remarks>
/// <typeparam name="TNetwork">The emitted network.</typeparam>
public sealed class Trainer<TNetwork>
    where TNetwork : class, INetwork<float>
{
    private readonly TNetwork model;
    private readonly Optimizer optimizer;
    private readonly Augmentation? augmentation;

    /// <summary>A trainer of <paramref name="model"/>.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The network has no loss.</exception>
    public Trainer(TNetwork model, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (model.Targets == TargetKind.None)
        {
            throw new ArgumentException(
                Invariant($"{typeof(TNetwork).Name} has no loss, so there is nothing to train it for: add a loss attribute."), nameof(model));
        }

        this.model = model;
        this.optimizer = optimizer;
    }

    /// <summary>Sets the optimizer's learning rate before each step, from the rate the optimizer has when <c>Fit</c> begins, which it
    /// has again when <c>Fit</c> ends. Null, the default: the rate stays as it is.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Applied to all gradients together before each step. Null, the default: none.</summary>
    public GradientClipping? GradientClipping { get; init; }

    /// <summary>Ends the run when the validation loss (without validation data: the training loss) no longer improves, and puts the best
    /// weights back. Null, the default: all epochs run, and the last weights stay.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Changes the inputs of each training batch at random, after they were gathered (and standardised); what happens to a row depends on
    /// the seed, the epoch and the row's number only. Validation and <see cref="Evaluate"/> see the inputs as they are. Null, the default: no changes.</summary>
    /// <exception cref="ArgumentException">The network's inputs are not images of the augmentation's shape: they have other sizes.</exception>
    public Augmentation? Augmentation
    {
        get => augmentation;
        init => augmentation = value is null || value.Image.Size == model.InputSize
            ? value
            : throw new ArgumentException(
                Invariant($"{typeof(TNetwork).Name} takes {model.InputSize} inputs per row; images of {value.Image} have {value.Image.Size} values."), nameof(Augmentation));
    }

    /// <summary>The seed of the shuffling, of the augmentation, and of what dropout and noise draw; 0 by default.</summary>
    public long Seed { get; init; }

    /// <summary>How many threads do a step together, validation and <see cref="Evaluate"/> included; see <see cref="NetworkWorkspace{T}.Threads"/>. 0, the default: as many
    /// as the network's work is worth, at most <see cref="Parallelism.MaxThreads"/>. The results do not depend on it, to the bit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Whether each epoch goes through the rows in an order of its own, which depends on the seed and the epoch's number only;
    /// true by default.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Saves how far a run has come, and lets <c>Fit</c> go on from there. Null, the default: nothing is saved.</summary>
    public Checkpointing? Checkpoints { get; init; }

    /// <summary>Trains without validation data.</summary>
    /// <inheritdoc cref="Fit(Dataset, Dataset, int, int, IProgress{TrainingProgress}, CancellationToken)"/>
    public TrainingHistory Fit(
        Dataset train, int epochs, int batchSize, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Fit(train, null, epochs, batchSize, progress, cancellationToken);

    /// <summary>Trains.</summary>
    /// <remarks>
    /// However the run ends, by an exception too, the optimizer has its learning rate back, and the model the weights of the best epoch if
    /// <see cref="EarlyStopping"/> is set and an epoch has ended; otherwise the weights after the last whole step.
    /// Cancellation is such an end, not a failure: the model is usable and the history says how far it came, so it is returned, not thrown.
    /// The token is looked at before every step and every validation batch. The optimizer's state (moments) goes on from earlier calls.
    /// With <see cref="Checkpoints"/> that resume, model and optimizer become what they were when the checkpoint was saved, and the history begins with the epochs before it.
    /// A checkpoint that a run with these settings, this data and this network would not have come to is refused, and nothing is changed.
    /// </remarks>
    /// <param name="train">The rows to train on.</param>
    /// <param name="validation">The rows to validate on after each epoch; null for none. Standardised with the training data's statistics.</param>
    /// <param name="epochs">The passes through the rows, 1 or more.</param>
    /// <param name="batchSize">The rows of a step, 1 or more; the last step of an epoch takes what is left.</param>
    /// <param name="progress">Told of each epoch's end.</param>
    /// <param name="cancellationToken">Ends the run between two steps.</param>
    /// <exception cref="ArgumentNullException">There is no training data.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The epochs or the batch size are below 1, or a batch is more than one array holds.</exception>
    /// <exception cref="ArgumentException">A dataset's sizes or targets do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">There is a checkpoint already, and <see cref="Checkpointing.Resume"/> is not set.</exception>
    /// <exception cref="ModelFileException">The checkpoint, and the one before it, is damaged, or it is of another run.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written. The last one saved is whole, and the model is as after the last step.</exception>
    /// <exception cref="TrainingDivergedException">A loss, or a parameter at an epoch's end, is NaN or infinite.</exception>
    public TrainingHistory Fit(
        Dataset train, Dataset? validation, int epochs, int batchSize, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        RequireFit(train, nameof(train));
        if (validation is not null)
        {
            RequireFit(validation, nameof(validation));
        }

        RequirePositive(epochs, nameof(epochs));
        RequirePositive(batchSize, nameof(batchSize));

        var run = new TrainingRun<TNetwork>(this, model, optimizer, train, validation, epochs, batchSize);
        return run.Execute(progress, cancellationToken);
    }

    /// <summary>The exact mean loss, and accuracy if the targets are classes, of the model as it is.</summary>
    /// <param name="data">The rows to measure on.</param>
    /// <param name="batchSize">Rows at a time, 1 or more.</param>
    /// <exception cref="ArgumentNullException">There is no data.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    /// <exception cref="ArgumentException">The dataset's sizes or targets do not fit the network.</exception>
    public Evaluation Evaluate(Dataset data, int batchSize = 256)
    {
        RequireFit(data, nameof(data));
        RequirePositive(batchSize, nameof(batchSize));

        int capacity = Math.Min(batchSize, data.Count);
        var batch = new Batch(data, null, capacity);
        var runner = new BatchRunner<TNetwork>(model, model.CreateWorkspace(capacity, Threads), batch);
        RunningScore score = default;
        for (int start = 0; start < data.Count; start += capacity)
        {
            batch.Load(data, start, Math.Min(capacity, data.Count - start));
            runner.Evaluate(ref score);
        }

        return score.Mean(runner.HasAccuracy);
    }

    private void RequireFit(Dataset data, string name)
    {
        ArgumentNullException.ThrowIfNull(data, name);
        string network = typeof(TNetwork).Name;
        if (data.InputSize != model.InputSize)
        {
            throw new ArgumentException(Invariant($"{network} takes {model.InputSize} inputs per row; the dataset has {data.InputSize}."), name);
        }

        if (data.HasLabels && model.Targets != TargetKind.Classes)
        {
            throw new ArgumentException(
                Invariant($"{network} is trained on rows of {model.OutputSize} values; the dataset has class labels. {nameof(Dataset.OneHot)}() makes rows of them."), name);
        }

        if (data.TargetSize != model.OutputSize)
        {
            string kind = data.HasLabels ? "classes" : "target values per row";
            throw new ArgumentException(Invariant($"{network} has {model.OutputSize} outputs; the dataset has {data.TargetSize} {kind}."), name);
        }
    }

    private static void RequirePositive(int value, string name)
    {
        if (value < 1)
        {
            throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be 1 or more, not {value}."));
        }
    }
}
