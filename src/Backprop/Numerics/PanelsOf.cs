using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Some columns of a matrix product's right factor, for tiles to read: where the matrix lies, or as a copy in panels of as many columns as a tile takes,
/// each with its rows one behind the other. A product of many rows goes through the same columns again and again. Where a matrix has its rows pages apart, these columns
/// fall on few places of a cache; a panel has all of it. A factor that is given transposed becomes panels too.</summary>
/// <remarks>Columns are copied a block at a time, which the second-level cache has room for. The copy is the thread's own, and valid until its next one.</remarks>
internal readonly ref struct Panels<T>
    where T : unmanaged
{
    private readonly ref T first;
    private readonly int start, shift, depth, lastOrigin;

    internal Panels(ref T first, int step)
    {
        this.first = ref first;
        Step = step;
    }

    internal Panels(ref T first, int start, int width, int depth, int lastOrigin)
        : this(ref first, width)
    {
        (this.start, shift, this.depth, this.lastOrigin) = (start, BitOperations.Log2((uint)width), depth, lastOrigin);
    }

    /// <summary>Values from one row to the next.</summary>
    public int Step { get; }

    /// <summary>The panel with a column, as a reference from which the column is as far away as from the first one of the matrix.</summary>
    /// <param name="column">Where a tile begins; one that would reach beyond the matrix, and starts earlier, finds its columns there too.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly T At(int column) => ref depth == 0 ? ref first : ref Panel(column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T Panel(int column)
    {
        int panel = (column - start) >> shift;
        return ref Unsafe.Add(ref first, ((nint)(panel * depth) << shift) - Math.Min(start + (panel << shift), lastOrigin));
    }
}
