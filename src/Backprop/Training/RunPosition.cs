using System.Numerics;

namespace Backprop;

/// <summary>How far a training run has come, between two steps. Together with the model, the optimizer, the best weights and the results of the epochs
/// before it says all that the steps to come depend on: what is drawn at random follows from seeds and from these numbers.</summary>
internal struct RunPosition
{
    /// <summary>The first epoch's begin.</summary>
    public RunPosition()
    {
    }

    /// <summary>The epoch that runs, from 1; one more than were asked for after the last.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>How many rows of the epoch's order are done: all of them between the last step and the end of the validation.</summary>
    public int Row { get; set; }

    /// <summary>The steps done, in all epochs together.</summary>
    public long Step { get; set; }

    /// <summary>The calls of <c>Forward</c>: see <see cref="NetworkWorkspace{T}.Step"/>.</summary>
    public long Forwards { get; set; }

    /// <summary>The epoch's score so far; a field, because batches add to it.</summary>
    public RunningScore Score;

    /// <summary>The sum of the epoch's gradient norms so far.</summary>
    public double NormSum { get; set; }

    /// <summary>The check sum of the learning rates of all steps.</summary>
    public uint Rates { get; set; }

    /// <summary>Counts a step.</summary>
    /// <param name="rate">Its learning rate.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="forwards">The calls of <c>Forward</c> up to it.</param>
    public void AddStep(float rate, int rows, long forwards)
    {
        Step++;
        Row += rows;
        Forwards = forwards;
        Rates = AddRate(Rates, rate);
    }

    /// <summary>The check sum of rates and another one.</summary>
    public static uint AddRate(uint rates, float rate) => BitOperations.Crc32C(rates, BitConverter.SingleToUInt32Bits(rate));

    /// <summary>Goes on to the next epoch.</summary>
    /// <param name="forwards">The calls of <c>Forward</c> so far: a network that validates by it has made some since the last step.</param>
    public void EndEpoch(long forwards)
    {
        Forwards = forwards;
        Epoch++;
        Row = 0;
        Score = default;
        NormSum = 0;
    }
}
