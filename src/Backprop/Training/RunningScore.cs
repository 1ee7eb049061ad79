namespace Backprop;

/// <summary>Loss and accuracy over batches of different sizes: each counts by its rows.</summary>
/// <param name="lossSum">The sum of all rows' losses.</param>
/// <param name="rows">The rows.</param>
/// <param name="correct">The right decisions.</param>
/// <param name="decisions">All decisions.</param>
internal struct RunningScore(double lossSum, long rows, long correct, long decisions)
{
    private double lossSum = lossSum;
    private long rows = rows;
    private long correct = correct;
    private long decisions = decisions;

    /// <summary>What it consists of.</summary>
    public readonly (double LossSum, long Rows, long Correct, long Decisions) Parts => (lossSum, rows, correct, decisions);

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
