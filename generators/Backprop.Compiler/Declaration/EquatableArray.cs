using System.Collections;

namespace Backprop.Compiler.Declaration;

/// <summary>An immutable array that compares element by element, so that specs made of it can be cached.</summary>
internal readonly struct EquatableArray<T>(IEnumerable<T> items) : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : IEquatable<T>
{
    private readonly T[]? array = items.ToArray();

    public static EquatableArray<T> Empty => new([]);

    public int Count => array?.Length ?? 0;

    public T this[int index] => array![index];

    public bool Equals(EquatableArray<T> other) => (array ?? []).AsSpan().SequenceEqual(other.array ?? []);

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode() => (array ?? []).Aggregate(17, (hash, item) => unchecked((hash * 31) + item.GetHashCode()));

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)(array ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
