namespace Backprop;

/// <summary>Loss and accuracy over batches of different sizes: each counts by its rows.</summary>
internal struct RunningScore
{
    private double lossSum;
    private long rows;
    private long correct;
    private long decisions;

    /// <summary>Adds a batch's mean loss, and how many of its decisions were right.</summary>
    public void Add(float loss, int batchRows, int batchCorrect, int batchDecisions)
    {
        lossSum += (double)loss * batchRows;
        rows += batchRows;
        correct += batchCorrect;
        decisions += batchDecisions;
    }

    /// <summary>The mean loss over all rows, and the share of right decisions.</summary>
    public readonly Evaluation Mean(bool withAccuracy) => new(lossSum / rows, withAccuracy ? (double)correct / decisions : null);
}
