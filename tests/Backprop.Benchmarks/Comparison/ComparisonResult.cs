using Backprop.Benchmarks.Machine;
using Backprop.Benchmarks.Workloads;

namespace Backprop.Benchmarks.Comparison;

/// <summary>What a comparison found.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Options">What was asked for.</param>
/// <param name="Cases">In the order of the table.</param>
/// <param name="Absent">Who could not be measured, and what to do about it.</param>
internal sealed record ComparisonResult(MachineDescription Machine, ComparisonOptions Options, IReadOnlyList<CaseResult> Cases, IReadOnlyDictionary<string, string> Absent);

/// <summary>The results of one case.</summary>
internal sealed record CaseResult(BenchmarkCase Case, IReadOnlyList<Measured> Results);
