namespace Backprop;

/// <summary>
/// A training run came upon a loss that is NaN or infinite and stopped before the optimizer could take that step: the model has the
/// parameters from before it. A validation loss, or parameters that are not finite at an epoch's end, show only after a step: the model
/// has the parameters from after it. With <see cref="EarlyStopping"/> and an epoch that ended, it has the best weights instead.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    internal TrainingDivergedException(string message, int epoch, long step, string layer, float loss, int? restoredEpoch, TrainingHistory history)
        : base(message)
    {
        Epoch = epoch;
        Step = step;
        Layer = layer;
        Loss = loss;
        RestoredEpoch = restoredEpoch;
        History = history;
    }

    /// <summary>The epoch, counted from 1.</summary>
    public int Epoch { get; }

    /// <summary>The step that was not taken, counted from 1 over all epochs; for a validation loss, or parameters that are not finite, the last step that was.</summary>
    public long Step { get; }

    /// <summary>The first layer whose values were not finite; <c>the loss</c> if those of all layers were.</summary>
    public string Layer { get; }

    /// <summary>The mean loss of the batch: NaN or infinite.</summary>
    public float Loss { get; }

    /// <summary>The epoch whose weights <see cref="EarlyStopping"/> put back; null if it did not.</summary>
    public int? RestoredEpoch { get; }

    /// <summary>The epochs before.</summary>
    public TrainingHistory History { get; }
}
