namespace Backprop.Compiler.Emission;

/// <summary>The expressions that a call of the runtime library can use.</summary>
/// <param name="Inputs">Where the inputs are.</param>
/// <param name="Result">Where the result goes.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Stream">The number of the layer among those that draw at random.</param>
/// <param name="First">The number of the first row.</param>
/// <param name="Share">A last argument that says which share of the work to do, with a comma before it; empty for all.</param>
/// <param name="Lane">The numbers of a lane.</param>
internal sealed record CallOperands(IReadOnlyList<string> Inputs, string Result, string Rows, string Stream, string First, string Share, int Lane);
