namespace Backprop.Benchmarks.Measuring;

/// <summary>What is timed.</summary>
internal interface IWork
{
    /// <summary>Does it so many times.</summary>
    void Run(int times);
}
