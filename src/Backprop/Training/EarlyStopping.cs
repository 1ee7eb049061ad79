using static System.FormattableString;

namespace Backprop;

/// <summary>
/// Stops a training run once its loss has not improved for some epochs, and puts the best weights back at its end, whether it was
/// stopped or not (Prechelt, "Early Stopping — But When?", 1998). Watched is the validation loss; without validation data, the
/// training loss. These are settings only: one instance may serve many trainers.
/// </summary>
public sealed class EarlyStopping
{
    private readonly double minimumDelta;

    /// <summary>Stops after <paramref name="patience"/> epochs in a row without an improvement.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The patience is below 1.</exception>
    public EarlyStopping(int patience)
    {
        if (patience < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(patience), patience, Invariant($"The patience must be 1 epoch or more, not {patience}."));
        }

        Patience = patience;
    }

    /// <summary>The epochs in a row without an improvement that end the run, 1 or more.</summary>
    public int Patience { get; }

    /// <summary>How much lower than the best loss so far a loss must be to count as an improvement: more than this. Finite, 0 or more; 0 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double MinimumDelta
    {
        get => minimumDelta;
        init
        {
            if (!(value >= 0 && double.IsFinite(value)))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(MinimumDelta), value, Invariant($"{nameof(MinimumDelta)} must be finite and 0 or more, not {value}."));
            }

            minimumDelta = value;
        }
    }
}
