using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Emission.Rolling;

/// <summary>Finds the loops in a list of statements: what the repetitions of a block have in common is written once. The graph knows nothing of it:
/// it has every repetition, and each pass may treat them as it likes; those that come out alike become a loop.</summary>
internal static class Roller
{
    public static IReadOnlyList<RolledItem> Roll(IReadOnlyList<Statement> statements) => Roll(statements, 0);

    private static IReadOnlyList<RolledItem> Roll(IReadOnlyList<Statement> statements, int depth)
    {
        List<RolledItem> items = [];
        for (int start = 0; start < statements.Count;)
        {
            if (statements[start].Loops.Count <= depth)
            {
                items.Add(Line(statements[start]));
                start++;
                continue;
            }

            string use = statements[start].Loops[depth].Prefix;
            int end = start;
            while (end < statements.Count && statements[end].Loops.Count > depth && statements[end].Loops[depth].Prefix == use)
            {
                end++;
            }

            AddUse(items, statements.Skip(start).Take(end - start).ToList(), depth);
            start = end;
        }

        return items;
    }

    // The repetitions of one use, in their order: neighbours that are alike become a loop.
    private static void AddUse(List<RolledItem> items, IReadOnlyList<Statement> statements, int depth)
    {
        List<(BlockPlace Place, IReadOnlyList<RolledItem> Body, string Signature)> repetitions = [];
        for (int start = 0; start < statements.Count;)
        {
            int index = statements[start].Loops[depth].Index, end = start;
            while (end < statements.Count && statements[end].Loops[depth].Index == index)
            {
                end++;
            }

            IReadOnlyList<RolledItem> body = Roll(statements.Skip(start).Take(end - start).ToList(), depth + 1);
            repetitions.Add((statements[start].Loops[depth], body, string.Join(";", body.Select(item => item.Signature))));
            start = end;
        }

        for (int start = 0; start < repetitions.Count;)
        {
            int end = start + 1;
            int step = end < repetitions.Count ? repetitions[end].Place.Index - repetitions[start].Place.Index : 0;
            while (end < repetitions.Count && step is 1 or -1 && repetitions[end].Signature == repetitions[start].Signature
                && repetitions[end].Place.Index - repetitions[end - 1].Place.Index == step)
            {
                end++;
            }

            var alike = repetitions.Skip(start).Take(end - start).ToList();
            if (alike.Count == 1)
            {
                items.AddRange(alike[0].Body);
            }
            else
            {
                var ascending = alike.OrderBy(repetition => repetition.Place.Index).ToList();
                IReadOnlyList<RolledItem> body = alike[0].Body.Select((item, index) => item.Merge(ascending.Select(repetition => repetition.Body[index]).ToList())).ToList();
                items.Add(new RolledLoop(alike[0].Place, alike[0].Place.Index, alike[alike.Count - 1].Place.Index, body));
            }

            start = end;
        }
    }

    private static RolledLine Line(Statement statement) =>
        new(statement.Template, statement.Holes.Select(hole => (hole.Base, hole.Table, (IReadOnlyList<long>)[hole.Value])).ToList());
}
