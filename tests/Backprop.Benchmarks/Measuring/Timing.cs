namespace Backprop.Benchmarks.Measuring;

/// <summary>Nanoseconds per call.</summary>
/// <param name="Median">Of the repeats.</param>
/// <param name="Minimum">Of the repeats.</param>
internal readonly record struct Timing(double Median, double Minimum);
