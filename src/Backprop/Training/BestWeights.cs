namespace Backprop;

/// <summary>The best epoch of a run so far, and a copy of its weights and state if they are to be put back.</summary>
internal sealed class BestWeights(double minimumDelta, float[]? copy, float[]? stateCopy)
{
    /// <summary>The best epoch's loss; infinite before the first.</summary>
    public double Loss { get; private set; } = double.PositiveInfinity;

    /// <summary>The best epoch, counted from 1; null before the first.</summary>
    public int? Epoch { get; private set; }

    /// <summary>Whether weights are kept.</summary>
    public bool Keeps => copy is not null;

    /// <summary>Whether there are weights to put back.</summary>
    public bool CanRestore => copy is not null && Epoch is not null;

    /// <summary>The kept weights; none if none are kept.</summary>
    public Span<float> Weights => copy;

    /// <summary>The kept state; none if none is kept.</summary>
    public Span<float> State => stateCopy;

    /// <summary>Goes on where another run stood; its weights and state are written by the caller.</summary>
    public void GoOn(int? epoch, double epochLoss) => (Epoch, Loss) = (epoch, epochLoss);

    /// <summary>Takes note of an epoch's loss and, if it is the best, its weights and state.</summary>
    public void Update(int epoch, double epochLoss, ReadOnlySpan<float> weights, ReadOnlySpan<float> state)
    {
        if (epochLoss < Loss - minimumDelta)
        {
            Loss = epochLoss;
            Epoch = epoch;
            if (copy is not null)
            {
                weights.CopyTo(copy);
                state.CopyTo(stateCopy);
            }
        }
    }

    /// <summary>Puts the best weights back, if they were kept.</summary>
    public void Restore(Span<float> weights, Span<float> state)
    {
        if (CanRestore)
        {
            copy.CopyTo(weights);
            stateCopy.CopyTo(state);
        }
    }
}
