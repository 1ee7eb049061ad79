using Backprop.Serialization;
using static System.FormattableString;

namespace Backprop;

/// <summary>
/// Saves how far a training run has come, so that another one can go on from there: a run that was interrupted and resumed, however often, ends with the same bits as one that
/// was not. Set it as <see cref="Trainer{TNetwork}.Checkpoints"/>:
/// <code>
/// Checkpoints = new Checkpointing("digits.ckpt") { EveryEpochs = 5, Resume = true, Log = Console.WriteLine },
/// </code>
/// </summary>
/// <remarks>
/// <para>A checkpoint holds the parameters and the state of the model, what the optimizer remembers, the best weights of <see cref="EarlyStopping"/>, the results of the epochs so
/// far and the place in the epoch that runs. Where a schedule stands and what is drawn at random follows from these. It is a safetensors file; the parameters have their names from the
/// layout. A check sum (CRC-32C) of every tensor, and one of the header, tell whether it is whole.</para>
/// <para>The file is written beside the last one, flushed to the disk and renamed over it, and the last one is kept as <c>PATH.previous</c>. A process that is killed at any moment
/// leaves a whole checkpoint.</para>
/// <para>A checkpoint is only taken by a run that would have come to it: with another network, optimizer, batch size, seed, clipping, augmentation or other data (<c>Fit</c> takes
/// their check sum before it begins) it is refused, and so it is where the learning rates of the steps done were others. More epochs, more patience, and a schedule that differs only
/// from here on are fine.</para>
/// <para>What an <see cref="Optimizer"/> of your own remembers beside its <see cref="Optimizer.State"/> it must compute again in <see cref="Optimizer.OnRestore"/>. Its settings, and
/// those of an augmentation of your own, are known by <c>ToString</c> only.</para>
/// <para>These are settings only: one instance may serve many trainers, but not two at a time.</para>
/// </remarks>
public sealed class Checkpointing
{
    private readonly int everyEpochs = 1;
    private readonly int everySteps;

    /// <summary>Saves to a file, after each epoch.</summary>
    /// <param name="path">The file, in a folder that exists.</param>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    public Checkpointing(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
    }

    /// <summary>The file. The one saved before has the same name and <c>.previous</c>; one that is being written, <c>.tmp</c>.</summary>
    public string Path { get; }

    /// <summary>How many epochs lie between two checkpoints: 1 by default; with 0 none is saved for an epoch's end. The run's end is saved in any case, and so is the place where it
    /// is cancelled.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int EveryEpochs
    {
        get => everyEpochs;
        init => everyEpochs = NotNegative(value, nameof(EveryEpochs));
    }

    /// <summary>How many steps lie between two checkpoints, whatever the epochs: for long epochs. 0, the default: none is saved for them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int EverySteps
    {
        get => everySteps;
        init => everySteps = NotNegative(value, nameof(EverySteps));
    }

    /// <summary>Whether <c>Fit</c> goes on from the checkpoint if there is one, and starts anew if there is none. False, the default: <c>Fit</c> starts anew, and throws where there is a
    /// checkpoint that it would overwrite.</summary>
    public bool Resume { get; init; }

    /// <summary>Told, in a line of text, of each checkpoint saved, of where the run goes on, and of a damaged checkpoint in whose place the one before is used; for example
    /// <see cref="Console.WriteLine(string)"/>. The last two are in <see cref="TrainingHistory.Resumed"/>, too.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Puts the weights and the state of the last checkpoint into a model, for predictions: the best ones where <see cref="EarlyStopping"/> kept them, otherwise those after the
    /// last step. To go on with the training, use <see cref="Resume"/>.</summary>
    /// <param name="model">A network of the architecture that was trained; its settings for training alone, such as the rate of dropout, do not matter.</param>
    /// <returns>Which checkpoint it was.</returns>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    /// <exception cref="ModelFileException">There is no checkpoint, it and the one before it are damaged, or they are of another network. Nothing has changed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public LoadedCheckpoint LoadInto(INetwork<float> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        (SavedModel saved, string path, ModelFileException? problem) = new CheckpointStore(Path).Load(reader => SavedModel.Read(reader, model));
        if (saved.Difference is { } difference)
        {
            throw new ModelFileException(path, null, difference);
        }

        saved.Parameters.CopyTo(model.Parameters);
        saved.State.CopyTo(model.State);
        if (problem is not null)
        {
            Log?.Invoke(Invariant($"{problem.Message} {path} is used instead."));
        }

        return new LoadedCheckpoint(path, saved.Epochs, saved.Steps, problem);
    }

    private static int NotNegative(int value, string name) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} must be 0 or more, not {value}."));
}
