using Backprop.Compiler.Emission.Rolling;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler.Emission;

/// <summary>Where a prediction keeps what it computes in between: one piece of the thread's scratch, at constant offsets.</summary>
internal sealed class PredictionMemory
{
    private readonly EmittedNetwork network;
    private readonly Dictionary<BufferSlot, long> offsets = [];
    private long size;

    private PredictionMemory(EmittedNetwork network, int rows)
    {
        this.network = network;
        Rows = rows;
        foreach (BufferSlot slot in network.PredictionPlan.Slots)
        {
            offsets[slot] = size;
            size += (Length(slot) + 15) / 16 * 16; // every slot starts on a cache line
        }
    }

    /// <summary>The rows that go through all layers together.</summary>
    public int Rows { get; }

    // Layers of many millions can need more than one array holds; each value by itself fits.
    private bool FitsOneArray => size <= int.MaxValue - 64;

    /// <summary>As many rows as the scratch allows, in whole tiles of the fewest.</summary>
    public static PredictionMemory Plan(EmittedNetwork network, int mostRows, int fewestRows, long mostScratch)
    {
        long perRow = network.PredictionPlan.Slots.Where(slot => slot.Batched).Sum(slot => slot.Size);
        long rows = perRow == 0 ? mostRows : mostScratch / perRow / fewestRows * fewestRows;
        return new PredictionMemory(network, (int)Math.Max(fewestRows, Math.Min(mostRows, rows)));
    }

    /// <summary>Where a prediction's values live, as its steps see them: what comes in is called x, what goes out y.</summary>
    /// <param name="others">Where parameters and states live.</param>
    /// <param name="results">The values that live in y.</param>
    public Func<Node, Node, Operand> Places(Func<Node, Node, Operand> others, params Node[] results) => (reader, node) =>
        node == network.Graph.Input ? new("x")
        : results.Contains(node) ? new("y")
        : network.PredictionPlan.Find(node) is { } slot ? Place(slot, network.ValueName(node))
        : others(reader, node);

    // The reference expression of a slot, and the name of the value in it.
    private Operand Place(BufferSlot slot, string value) =>
        FitsOneArray ? new($"scratch.At({Operand.Mark})", new Hole("", offsets[slot], value)) : new($"{OwnName(slot)}.Origin");

    /// <summary>The lines that provide the memory.</summary>
    /// <param name="described">Whether they say what lies where.</param>
    public IEnumerable<string> Declarations(bool described = true)
    {
        if (size == 0)
        {
            return [];
        }

        string buffer = $"NetworkBuffer<{network.Element}>";
        return FitsOneArray
            ? [$"{buffer} scratch = PredictionScratch<{network.Element}>.Rent({size});{(described ? $" // {Described()}" : "")}"]
            : offsets.Keys.Select(slot => $"{buffer} {OwnName(slot)} = new({Length(slot)}); // {Contents(slot)}: too much together for one array that stays");
    }

    // What lies where; of the same in several places, the first one.
    private string Described() => string.Join("; ", offsets.GroupBy(pair => Contents(pair.Key)).Select(group => $"{group.First().Value}: {group.Key}{(group.Count() > 1 ? $" ({group.Count()})" : "")}"));

    private long Length(BufferSlot slot) => slot.Batched ? Rows * slot.Size : slot.Size;

    private string Contents(BufferSlot slot) => string.Join(", then ", slot.Values.Select(network.ValueName).Distinct());

    private string OwnName(BufferSlot slot) => $"scratch{offsets.Keys.ToList().IndexOf(slot)}";
}
