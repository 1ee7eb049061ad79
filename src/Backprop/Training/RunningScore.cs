namespace Backprop;

/// <summary>Loss and accuracy over batches of different sizes: each counts by its rows.</summary>
internal struct RunningScore
{
    private double lossSum;
    private long rows;
    private long correct;

    /// <summary>Adds a batch's mean loss, and how many of its rows were right.</summary>
    public void Add(float loss, int batchRows, int batchCorrect)
    {
        lossSum += (double)loss * batchRows;
        rows += batchRows;
        correct += batchCorrect;
    }

    /// <summary>The means over all rows.</summary>
    public readonly Evaluation Mean(bool withAccuracy) => new(lossSum / rows, withAccuracy ? (double)correct / rows : null);
}
