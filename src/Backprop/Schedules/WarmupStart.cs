namespace Backprop;

/// <summary>Where a linear warmup of length T begins; t counts from 0. Either way what follows it begins at t = T with the full rate.</summary>
public enum WarmupStart
{
    /// <summary>base·(t + 1)/T: the first step already moves, the last one of the warmup has the full rate.
    /// PyTorch's <c>LinearLR(start_factor=1/T, total_iters=T-1)</c>.</summary>
    OneOverLength,

    /// <summary>base·t/T, the textbook's: the first step (or epoch) has the rate 0 and changes nothing.</summary>
    Zero,
}
