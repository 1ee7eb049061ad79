namespace Backprop.Compiler.Emission;

/// <summary>The expressions that a call of the runtime library can use.</summary>
/// <param name="Inputs">Where the inputs are.</param>
/// <param name="Result">Where the result goes.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Stream">The number of the layer among those that draw at random.</param>
internal sealed record CallOperands(IReadOnlyList<string> Inputs, string Result, string Rows, string Stream);
