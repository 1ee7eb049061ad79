namespace Backprop.Compiler.Emission.Rolling;

/// <summary>A number in a statement that can differ from one repetition of a block to the next.</summary>
/// <param name="Base">The constant that it is counted from, as code; empty for none.</param>
/// <param name="Value">The number, counted from there.</param>
/// <param name="Table">What the table is called that holds the numbers of all repetitions, where no formula does.</param>
internal sealed record Hole(string Base, long Value, string Table);

/// <summary>An expression, with <see cref="Mark"/> in the place of the hole, if it has one.</summary>
internal sealed record Operand(string Text, Hole? Hole = null)
{
    /// <summary>What stands for a hole: no identifier and no literal contains it.</summary>
    public const char Mark = '§';
}
