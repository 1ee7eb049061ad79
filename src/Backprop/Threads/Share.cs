using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>A thread's share of work that several do together: which part it is, and where it meets the others. The default is the whole. For the emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Share
{
    /// <summary>Rows are shared in groups of so many, the last of which may be smaller: kernels that take a group at a time find whole ones.</summary>
    public const int RowGroup = 16;

    private readonly Meeting? meeting;
    private readonly int others;

    internal Share(int part, int parts, Meeting? meeting)
    {
        Part = part;
        others = parts - 1;
        this.meeting = meeting;
    }

    /// <summary>The number of this part, from 0.</summary>
    public int Part { get; }

    /// <summary>How many parts there are.</summary>
    public int Parts => others + 1;

    /// <summary>Waits for the other threads: what they wrote before can be read after it, and what they read can be overwritten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Meet()
    {
        if (others > 0)
        {
            meeting!.Meet();
        }
    }

    /// <summary>Whether work that one thread does alone is this one's.</summary>
    /// <param name="task">A number, 0 or more: neighbours go to different threads.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Takes(int task) => others == 0 || task % Parts == Part;

    /// <summary>The rows of this part: none are left out, and none are in two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (int First, int Count) Rows(int rows) => Rows(rows, Part, Parts);

    /// <summary>The rows of one of several parts: none are left out, and none are in two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int First, int Count) Rows(int rows, int part, int parts) => parts == 1 ? (0, rows) : Divide(rows, part, parts);

    /// <summary>This part's rows of a value.</summary>
    /// <param name="values">Rows of <paramref name="width"/> values.</param>
    /// <param name="width">Values per row.</param>
    public ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> values, int width)
    {
        (int first, int count) = Rows(values.Length / width);
        return values.Slice(first * width, count * width);
    }

    /// <inheritdoc cref="Of{T}(ReadOnlySpan{T}, int)"/>
    public Span<T> Of<T>(Span<T> values, int width)
    {
        (int first, int count) = Rows(values.Length / width);
        return values.Slice(first * width, count * width);
    }

    /// <summary>Copies rows together with the other threads; returns all of the copy, once it is there.</summary>
    /// <param name="source">Rows of <paramref name="width"/> values.</param>
    /// <param name="destination">Room for them.</param>
    /// <param name="width">Values per row.</param>
    public ReadOnlySpan<T> Copy<T>(ReadOnlySpan<T> source, NetworkBuffer<T> destination, int width)
        where T : unmanaged
    {
        Span<T> copy = destination.Span[..source.Length];
        Of(source, width).CopyTo(Of(copy, width));
        Meet();
        return copy;
    }

    private static (int First, int Count) Divide(int rows, int part, int parts)
    {
        long groups = (rows + (RowGroup - 1L)) / RowGroup;
        int first = (int)Math.Min(groups * part / parts * RowGroup, rows), end = (int)Math.Min(groups * (part + 1) / parts * RowGroup, rows);
        return (first, end - first);
    }
}
