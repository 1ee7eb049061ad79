using System.Globalization;
using System.Text.RegularExpressions;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Emission.Rolling;

/// <summary>Writes statements, those of repeated blocks in loops.</summary>
/// <param name="tables">The name of the class that holds the numbers which follow no formula.</param>
/// <param name="strides">The names of constants by prefix of the use and number: what lies between two repetitions.</param>
internal sealed class RolledWriter(CodeWriter code, string tables, IReadOnlyDictionary<(string Prefix, string Base, long Stride), string> strides)
{
    private static readonly Regex Marks = new($"{Operand.Mark}([0-9]+){Operand.Mark}", RegexOptions.CultureInvariant);
    private readonly NameTable tableNames = new();
    private readonly List<(string Name, IReadOnlyList<long> Values)> written = [];

    public void Write(IEnumerable<Statement> statements)
    {
        foreach (RolledItem item in Roller.Roll(statements.ToList()))
        {
            Write(item, []);
        }
    }

    /// <summary>Writes the class of tables, if one was needed.</summary>
    public void WriteTables()
    {
        if (written.Count == 0)
        {
            return;
        }

        code.Line();
        code.Line("// Where the values of each repetition lie, in numbers per row of the batch (weights: in numbers).");
        code.Block($"private static class {tables}", () =>
        {
            foreach ((string name, IReadOnlyList<long> values) in written)
            {
                code.Line($"internal static ReadOnlySpan<int> {name} => [{string.Join(", ", values.Select(Number))}];");
            }
        });
    }

    private void Write(RolledItem item, IReadOnlyList<RolledLoop> around)
    {
        if (item is RolledLoop loop)
        {
            string i = Variable(around.Count);
            string head = loop.First <= loop.Last
                ? $"for (int {i} = {loop.First}; {i} <= {loop.Last}; {i}++)"
                : $"for (int {i} = {loop.First}; {i} >= {loop.Last}; {i}--)";
            code.Block($"{head} // {LayerNaming.Prefix(loop.Use.Prefix)}[{i}]", () =>
            {
                foreach (RolledItem inner in loop.Body)
                {
                    Write(inner, [.. around, loop]);
                }
            });
        }
        else if (item is RolledLine line)
        {
            code.Line(line.Holes.Count == 0 ? line.Template : Marks.Replace(line.Template, match => Fill(line.Holes[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)], around)));
        }
    }

    private string Fill((string Base, string Table, IReadOnlyList<long> Values) hole, IReadOnlyList<RolledLoop> around)
    {
        int[] counts = around.Select(loop => Math.Abs(loop.Last - loop.First) + 1).ToArray();
        long[] slopes = Slopes(hole.Values, counts);
        if (!IsLinear(hole.Values, counts, slopes))
        {
            return Sum(hole.Base, $"{tables}.{Table(hole.Table, hole.Values)}[{Index(around, counts)}]");
        }

        long constant = hole.Values[0] - around.Select((loop, depth) => slopes[depth] * Math.Min(loop.First, loop.Last)).Sum();
        string sum = string.Join(" + ", new[] { hole.Base, constant == 0 ? "" : Number(constant) }.Where(part => part.Length > 0));
        for (int depth = 0; depth < slopes.Length; depth++)
        {
            long size = Math.Abs(slopes[depth]);
            string term = size == 1 ? Variable(depth) : $"{Variable(depth)} * {Stride(around[depth].Use.Prefix, hole.Base, size)}";
            sum = size == 0 ? sum : sum.Length == 0 && slopes[depth] > 0 ? term : $"{sum} {(slopes[depth] > 0 ? "+" : "-")} {term}";
        }

        return sum.Length == 0 ? "0" : sum.TrimStart();
    }

    private string Stride(string prefix, string from, long stride) =>
        strides.TryGetValue((prefix, from.Split('.')[0], stride), out string name) ? name : Number(stride);

    // What each index adds, if the values follow a formula: the difference that its first step makes.
    private static long[] Slopes(IReadOnlyList<long> values, int[] counts)
    {
        var slopes = new long[counts.Length];
        int step = 1;
        for (int depth = counts.Length - 1; depth >= 0; depth--)
        {
            slopes[depth] = counts[depth] > 1 ? values[step] - values[0] : 0;
            step *= counts[depth];
        }

        return slopes;
    }

    private static bool IsLinear(IReadOnlyList<long> values, int[] counts, long[] slopes)
    {
        for (int position = 0; position < values.Count; position++)
        {
            long expected = values[0];
            int rest = position;
            for (int depth = counts.Length - 1; depth >= 0; depth--)
            {
                expected += slopes[depth] * (rest % counts[depth]);
                rest /= counts[depth];
            }

            if (values[position] != expected)
            {
                return false;
            }
        }

        return true;
    }

    private static string Index(IReadOnlyList<RolledLoop> around, int[] counts)
    {
        string index = "";
        for (int depth = 0; depth < counts.Length; depth++)
        {
            int first = Math.Min(around[depth].First, around[depth].Last);
            string own = first == 0 ? Variable(depth) : $"{Variable(depth)} - {first}";
            index = index.Length == 0 ? own : $"(({index}) * {counts[depth]}) + {own}";
        }

        return index;
    }

    private string Table(string name, IReadOnlyList<long> values)
    {
        foreach ((string known, IReadOnlyList<long> same) in written)
        {
            if (same.SequenceEqual(values) && known.StartsWith(name, StringComparison.Ordinal))
            {
                return known;
            }
        }

        string unique = tableNames.Unique(name);
        written.Add((unique, values));
        return unique;
    }

    // i, j, k, … by depth.
    private static string Variable(int depth) => depth < 8 ? ((char)('i' + depth)).ToString() : $"i{Number(depth)}";

    private static string Sum(string from, string value) => from.Length == 0 ? value : $"{from} + {value}";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
