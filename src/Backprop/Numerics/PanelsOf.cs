using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Some columns of a matrix product's right factor, for tiles to read: where the matrix lies, or as a copy in panels, one for each strip (<see cref="Strips"/>),
/// each with its rows one behind the other. A product of many rows goes through the same columns again and again. Where a matrix has its rows pages apart, these columns
/// fall on few places of a cache; a panel has all of it. A factor that is given transposed becomes panels too.</summary>
/// <remarks>Columns are copied a block at a time, which the second-level cache has room for. The copy is the thread's own, and valid until its next one.</remarks>
internal readonly ref struct Panels<T>
    where T : unmanaged
{
    private readonly ref T first;
    private readonly ref readonly T matrix;
    private readonly int step, start, depth, columns;

    internal Panels(ref T first, int step)
    {
        this.first = ref first;
        this.step = step;
    }

    internal Panels(ref T first, int start, int depth, int columns, ref readonly T matrix)
    {
        this.first = ref first;
        this.matrix = ref matrix;
        (this.start, this.depth, this.columns) = (start, depth, columns);
    }

    /// <summary>Whether nothing has been copied: the tiles that go through a strip first read it from the matrix, and write its panel.</summary>
    public bool AreEmpty => !Unsafe.IsNullRef(in matrix);

    /// <summary>The matrix, where <see cref="AreEmpty"/>.</summary>
    public ref readonly T Matrix => ref matrix;

    /// <summary>The same, when tiles have gone through all strips.</summary>
    public Panels<T> Filled => depth == 0 ? this : new(ref first, start, depth, columns, ref Unsafe.NullRef<T>());

    /// <summary>Where a panel begins: at its strip's first column, or so much earlier that it ends with the matrix.</summary>
    /// <param name="column">The strip's first column.</param>
    /// <param name="width">The strip's columns, whole lanes.</param>
    /// <param name="columns">Columns of the matrix.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Origin(int column, int width, int columns) => int.Max(0, int.Min(column, columns - width));

    /// <summary>Values from one row of a panel to the next.</summary>
    /// <param name="width">The strip's columns, whole lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Step(int width) => depth == 0 ? step : width;

    /// <summary>The panel of a strip, as a reference from which each of its columns is as far away as from the first one of the matrix.</summary>
    /// <param name="column">The strip's first column.</param>
    /// <param name="width">The strip's columns, whole lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At(int column, int width) =>
        ref depth == 0 ? ref first : ref Unsafe.Add(ref first, ((nint)(column - start) * depth) - Origin(column, width, columns));
}
