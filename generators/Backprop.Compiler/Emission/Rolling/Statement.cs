using System.Globalization;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Emission.Rolling;

/// <summary>A line of code that belongs to a repetition of a block, or to none. Lines of several repetitions that differ in holes only become one line of a loop.</summary>
/// <param name="Template">The code, with §0§, §1§, … where the holes are.</param>
internal sealed record Statement(string Template, IReadOnlyList<Hole> Holes, BlockPlace? Place)
{
    /// <summary>A statement of operands.</summary>
    /// <param name="write">Makes the code of the operands' texts.</param>
    public static Statement Of(BlockPlace? place, IReadOnlyList<Operand> operands, Func<IReadOnlyList<string>, string> write)
    {
        List<Hole> holes = [];
        List<string> texts = [];
        foreach (Operand operand in operands)
        {
            if (operand.Hole is { } hole)
            {
                texts.Add(operand.Text.Replace(Operand.Mark.ToString(), $"{Operand.Mark}{holes.Count.ToString(CultureInfo.InvariantCulture)}{Operand.Mark}"));
                holes.Add(hole);
            }
            else
            {
                texts.Add(operand.Text);
            }
        }

        return new(write(texts), holes, place);
    }

    /// <summary>The repetitions around it that are more than one, outermost first.</summary>
    public IReadOnlyList<BlockPlace> Loops { get; } = Place?.Path.Where(place => place.Count > 1).ToList() ?? [];
}
