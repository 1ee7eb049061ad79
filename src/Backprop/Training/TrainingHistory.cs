namespace Backprop;

/// <summary>What a training run did, epoch by epoch.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(IReadOnlyList<EpochResult> epochs, long steps, int? bestEpoch, bool stoppedEarly, bool cancelled, LoadedCheckpoint? resumed)
    {
        Epochs = epochs;
        Steps = steps;
        BestEpoch = bestEpoch;
        StoppedEarly = stoppedEarly;
        Cancelled = cancelled;
        Resumed = resumed;
    }

    /// <summary>The epochs that ran to their end, in order. One that was cut short is not among them.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>The optimizer steps taken, those of an epoch that was cut short included.</summary>
    public long Steps { get; }

    /// <summary>The epoch, counted from 1, with the lowest validation loss, or training loss without validation data; with
    /// <see cref="EarlyStopping"/>, the last one that improved by more than its <see cref="EarlyStopping.MinimumDelta"/>, whose weights
    /// the model now has. Null before the first epoch's end.</summary>
    public int? BestEpoch { get; }

    /// <summary>Whether <see cref="EarlyStopping"/> ended the run before its last epoch.</summary>
    public bool StoppedEarly { get; }

    /// <summary>Whether the cancellation token ended the run before its last epoch's end.</summary>
    public bool Cancelled { get; }

    /// <summary>The checkpoint that this call of <c>Fit</c> went on from; null if it started anew. The epochs and steps above are those of the whole run.</summary>
    public LoadedCheckpoint? Resumed { get; }
}
