namespace Backprop.Compiler.Emission.Kernels;

/// <summary>The sums of a <see cref="LaneTile"/>: s[met][held] += held · met, lane by lane.</summary>
internal sealed class LaneSums(KernelWriter kernel, LaneTile tile)
{
    /// <summary>Declares the sums; each starts with a value by its number among those that are met.</summary>
    public void Start(Func<int, string> value)
    {
        for (int met = 0; met < tile.Met; met++)
        {
            kernel.Line($"TLane {string.Join(", ", Held().Select(held => $"s{met}{held} = {(held == 0 || value(met) == "TLane.Zero" ? value(met) : $"s{met}0")}"))};");
        }
    }

    /// <summary>Declares the sums; each starts with what is in memory, where the sums of one held lane lie side by side.</summary>
    public void Start(string reference, Func<int, string> index)
    {
        foreach ((int held, int first, int count) in Runs())
        {
            string at = IndexText.Plus(index(held), $"{first * kernel.Lane}");
            kernel.Line(count == 1
                ? $"TLane s{first}{held} = TLane.Load(in {reference}, {at});"
                : $"Lanes.Load(in {reference}, {at}, {Names(held, first, count, sum => $"out TLane {sum}")});");
        }
    }

    /// <summary>Loads the lanes that are held, and adds their products with what they meet.</summary>
    public void Add((string Reference, Func<int, string> Index) held, Func<int, string> met)
    {
        string name = held.Reference.Substring(0, 1);
        string Load(int number) => $"TLane.Load(in {held.Reference}, {held.Index(number)})";
        if (tile.Met == 1 && tile.Held > 1)
        {
            // The one that all meet stays in a register, and each of them is read where it is used.
            kernel.Line($"TLane all = {met(0)};");
            foreach (int number in Held())
            {
                kernel.Line($"s0{number} = TLane.MultiplyAdd(all, {Load(number)}, s0{number});");
            }

            return;
        }

        kernel.Line($"TLane {string.Join(", ", Held().Select(number => $"{name}{number} = {Load(number)}"))};");
        for (int number = 0; number < tile.Met; number++)
        {
            kernel.Line(tile.Held == 1
                ? $"s{number}0 = TLane.MultiplyAdd({met(number)}, {name}0, s{number}0);"
                : $"Lanes.MultiplyAdd({met(number)}, {string.Join(", ", Held().Select(index => $"{name}{index}"))}, {string.Join(", ", Held().Select(index => $"ref s{number}{index}"))});");
        }
    }

    /// <summary>Stores the finished sums; those of one held lane lie side by side.</summary>
    public void Store(string reference, Func<int, string> index, Func<string, string> finish)
    {
        foreach ((int held, int first, int count) in Runs())
        {
            string at = IndexText.Plus(index(held), $"{first * kernel.Lane}");
            kernel.Line(count == 1
                ? $"TLane.Store({finish($"s{first}{held}")}, ref {reference}, {at});"
                : $"Lanes.Store(ref {reference}, {at}, {Names(held, first, count, finish)});");
        }
    }

    /// <summary>Adds up the places of each sum, and adds that to a number, or puts it there; those of one held lane lie side by side.</summary>
    /// <param name="adds">The condition on which it is added.</param>
    public void AddUp(string reference, Func<int, string> index, string adds)
    {
        foreach ((int held, int first, int count) in Runs())
        {
            kernel.Line($"Lanes.AddSums(ref {reference}, {IndexText.Plus(index(held), $"{first}")}, {adds}, {Names(held, first, count, sum => sum)});");
        }
    }

    // The library moves up to four lanes at once.
    private IEnumerable<(int Held, int First, int Count)> Runs()
    {
        int runs = (tile.Met + 3) / 4;
        return
            from held in Held()
            from run in Enumerable.Range(0, runs)
            let first = run * tile.Met / runs
            select (held, first, ((run + 1) * tile.Met / runs) - first);
    }

    private static string Names(int held, int first, int count, Func<string, string> text) =>
        string.Join(", ", Enumerable.Range(first, count).Select(met => text($"s{met}{held}")));

    private IEnumerable<int> Held() => Enumerable.Range(0, tile.Held);
}
