namespace Backprop;

/// <summary>The order of the rows in each epoch: a function of the seed and the epoch's number alone, not of the epochs before.</summary>
internal sealed class EpochOrder(int count, bool shuffle, long seed)
{
    private readonly int[] rows = new int[count];

    /// <summary>The order of an epoch, counted from 0; valid until the next call.</summary>
    public ReadOnlySpan<int> OfEpoch(int epoch)
    {
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
        }

        if (shuffle)
        {
            new CounterRandom(seed, RandomStreams.Shuffle + epoch).Shuffle(rows);
        }

        return rows;
    }
}
