namespace Backprop;

/// <summary>The best epoch of a run so far, and a copy of its weights and state if they are to be put back.</summary>
internal sealed class BestWeights(double minimumDelta, float[]? copy, float[]? stateCopy)
{
    private double loss = double.PositiveInfinity;

    /// <summary>The best epoch, counted from 1; null before the first.</summary>
    public int? Epoch { get; private set; }

    /// <summary>Whether there are weights to put back.</summary>
    public bool CanRestore => copy is not null && Epoch is not null;

    /// <summary>Takes note of an epoch's loss and, if it is the best, its weights and state.</summary>
    public void Update(int epoch, double epochLoss, ReadOnlySpan<float> weights, ReadOnlySpan<float> state)
    {
        if (epochLoss < loss - minimumDelta)
        {
            loss = epochLoss;
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
