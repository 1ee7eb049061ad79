using Backprop.Benchmarks.Processes;

namespace Backprop.Benchmarks.Comparison;

/// <summary>A program that prints samples.</summary>
/// <param name="Who">Whom it measures.</param>
/// <param name="Flavour">What distinguishes it from others that measure the same, such as the compiler; empty if there are none.</param>
/// <param name="Command">To it, WORKLOAD SECONDS THREADS are added.</param>
internal sealed record MeasuringProgram(string Who, string Flavour, Command Command);
