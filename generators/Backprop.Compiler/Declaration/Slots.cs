using System.Collections.Immutable;

namespace Backprop.Compiler.Declaration;

/// <summary>Gives each network a place of its own, by its name: the driver tells the values of a step apart by where they stand, and one that comes or goes must not
/// move the others, for their code would be emitted again.</summary>
internal static class Slots
{
    /// <summary>The values, each where its name says or in the next free place after that; most places are empty.</summary>
    public static ImmutableArray<T?> Place<T>(IReadOnlyCollection<(string Name, T Value)> values)
        where T : class
    {
        int capacity = 64;
        while (capacity < 8 * values.Count)
        {
            capacity *= 4;
        }

        T?[] slots = new T?[capacity];
        foreach ((string name, T value) in values.OrderBy(pair => pair.Name, StringComparer.Ordinal))
        {
            int slot = (int)(HintNames.Hash(name) % (ulong)capacity);
            while (slots[slot] is not null)
            {
                slot = (slot + 1) % capacity;
            }

            slots[slot] = value;
        }

        return ImmutableArray.Create(slots);
    }
}
