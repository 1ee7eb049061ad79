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

    /// <summary>Declares the sums; each starts with what is in memory.</summary>
    public void Start(string reference, Func<int, int, string> index)
    {
        for (int met = 0; met < tile.Met; met++)
        {
            kernel.Line($"TLane {string.Join(", ", Held().Select(held => $"s{met}{held} = TLane.Load(in {reference}, {index(met, held)})"))};");
        }
    }

    /// <summary>Loads the lanes that are held, and adds their products with what they meet.</summary>
    public void Add((string Reference, Func<int, string> Index) held, Func<int, string> met)
    {
        string name = held.Reference.Substring(0, 1);
        kernel.Line($"TLane {string.Join(", ", Held().Select(number => $"{name}{number} = TLane.Load(in {held.Reference}, {held.Index(number)})"))};");
        for (int number = 0; number < tile.Met; number++)
        {
            kernel.Line(tile.Held == 1
                ? $"s{number}0 = TLane.MultiplyAdd({met(number)}, {name}0, s{number}0);"
                : $"Lanes.MultiplyAdd({met(number)}, {string.Join(", ", Held().Select(index => $"{name}{index}"))}, {string.Join(", ", Held().Select(index => $"ref s{number}{index}"))});");
        }
    }

    /// <summary>A line for each sum of one held lane.</summary>
    public void ForEach(int held, Action<int, string> line)
    {
        for (int met = 0; met < tile.Met; met++)
        {
            line(met, $"s{met}{held}");
        }
    }

    /// <summary>A line for each sum.</summary>
    public void ForEach(Action<int, int, string> line)
    {
        foreach (int held in Held())
        {
            ForEach(held, (met, sum) => line(met, held, sum));
        }
    }

    private IEnumerable<int> Held() => Enumerable.Range(0, tile.Held);
}
