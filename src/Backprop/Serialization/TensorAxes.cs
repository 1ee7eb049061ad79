using System.Collections.Immutable;

namespace Backprop.Serialization;

/// <summary>
/// How a file orders the numbers of a tensor: for each of its axes, and each index on it, how far that leads into our memory. The number at <c>[i, j, …]</c> of the file
/// is ours at <c>axes[0][i] + axes[1][j] + …</c>
/// </summary>
/// <param name="axes">The axes as the file has them. The sums of their steps are each of our places once.</param>
internal sealed class TensorAxes(params int[][] axes)
{
    private readonly int[][] axes = axes;

    /// <summary>The shape in the file.</summary>
    public ImmutableArray<long> Shape { get; } = [.. axes.Select(axis => (long)axis.Length)];

    /// <summary>An axis whose indices lie so far apart in our memory.</summary>
    public static int[] Axis(int length, int stride) => [.. Enumerable.Range(0, length).Select(i => i * stride)];

    /// <summary>An axis whose i-th index is ours at <c>order[i]</c>.</summary>
    public static int[] Axis(int[] order, int stride) => [.. order.Select(i => i * stride)];

    /// <summary>Whether both order the numbers in the same way.</summary>
    public bool SameAs(TensorAxes other) => axes.Length == other.axes.Length && axes.Zip(other.axes).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>Takes numbers in the file's order, beginning with the one at <paramref name="first"/>, from ours.</summary>
    public void Gather<T>(ReadOnlySpan<T> ours, int first, Span<T> theirs)
    {
        var walk = new Walk(axes, first);
        for (int i = 0; i < theirs.Length; i++)
        {
            theirs[i] = ours[walk.Next()];
        }
    }

    /// <summary>Puts numbers in the file's order, beginning with the one at <paramref name="first"/>, where we have them.</summary>
    public void Scatter<T>(ReadOnlySpan<T> theirs, int first, Span<T> ours)
    {
        var walk = new Walk(axes, first);
        for (int i = 0; i < theirs.Length; i++)
        {
            ours[walk.Next()] = theirs[i];
        }
    }

    /// <summary>Goes through a tensor in the file's order.</summary>
    private struct Walk
    {
        private readonly int[][] axes;
        private readonly int[] last, indices;
        private int outer, inner;

        public Walk(int[][] axes, int first)
        {
            this.axes = axes;
            last = axes[^1];
            indices = new int[axes.Length];
            for (int axis = axes.Length - 1; axis >= 0; axis--)
            {
                indices[axis] = first % axes[axis].Length;
                first /= axes[axis].Length;
            }

            inner = indices[^1];
            outer = Outer();
        }

        /// <summary>Our place of the next number.</summary>
        public int Next()
        {
            if (inner == last.Length)
            {
                Carry();
            }

            return outer + last[inner++];
        }

        private void Carry()
        {
            inner = 0;
            for (int axis = axes.Length - 2; axis >= 0 && ++indices[axis] == axes[axis].Length; axis--)
            {
                indices[axis] = 0;
            }

            outer = Outer();
        }

        private readonly int Outer()
        {
            int sum = 0;
            for (int axis = 0; axis < axes.Length - 1; axis++)
            {
                sum += axes[axis][indices[axis]];
            }

            return sum;
        }
    }
}
