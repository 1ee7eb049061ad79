namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A few lanes of columns that a kernel works on at once, and how they are loaded and stored.</summary>
/// <param name="Offsets">Where each starts, as an expression.</param>
/// <param name="Partial">How many places of a single lane count; null: all.</param>
/// <param name="SideBySide">Whether each starts where the one before ends.</param>
internal sealed record LaneBlock(IReadOnlyList<string> Offsets, int? Partial, bool SideBySide)
{
    public int Count => Offsets.Count;

    /// <summary>Whether the last lane has places in common with the one before.</summary>
    public bool Overlaps { get; init; }

    /// <summary>Whether a lane has places in common with the one before.</summary>
    public bool IsShared(int lane) => Overlaps && lane == Count - 1;

    public IEnumerable<int> Indexes => Enumerable.Range(0, Count);

    /// <summary>Declares name0, name1, … loaded from the reference; an index expression comes from a lane's offset.</summary>
    public void Load(KernelWriter kernel, string name, string reference, Func<string, string> index)
    {
        if (SideBySide && Count > 1)
        {
            kernel.Line($"Lanes.Load(in {reference}, {index(Offsets[0])}, {Join(lane => $"out TLane {name}{lane}")});");
        }
        else
        {
            kernel.Line($"TLane {Join(lane => $"{name}{lane} = {LoadOne(lane, reference, index)}")};");
        }
    }

    /// <summary>The expression that loads one lane.</summary>
    public string LoadOne(int lane, string reference, Func<string, string> index) => Partial is { } count
        ? $"TLane.LoadPartial(in {reference}, {index(Offsets[lane])}, {count})"
        : $"TLane.Load(in {reference}, {index(Offsets[lane])})";

    /// <summary>Stores a value per lane.</summary>
    public void Store(KernelWriter kernel, Func<int, string> value, string reference, Func<string, string> index)
    {
        if (SideBySide && Count > 1)
        {
            kernel.Line($"Lanes.Store(ref {reference}, {index(Offsets[0])}, {Join(value)});");
            return;
        }

        foreach (int lane in Indexes)
        {
            StoreOne(kernel, lane, value(lane), reference, index);
        }
    }

    /// <summary>Stores one lane.</summary>
    public void StoreOne(KernelWriter kernel, int lane, string value, string reference, Func<string, string> index) => kernel.Line(Partial is { } count
        ? $"TLane.StorePartial({value}, ref {reference}, {index(Offsets[lane])}, {count});"
        : $"TLane.Store({value}, ref {reference}, {index(Offsets[lane])});");

    public string Join(Func<int, string> text) => string.Join(", ", Indexes.Select(text));
}
