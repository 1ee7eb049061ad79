using static System.FormattableString;

namespace Backprop.Data;

/// <summary>A column of a CSV file, by its name in the header (compared exactly) or by its index: <c>"width"</c>, <c>0</c> for the first, <c>^1</c> for the last.</summary>
public readonly record struct CsvColumn
{
    private CsvColumn(string? name, Index index)
    {
        Name = name;
        Index = index;
    }

    /// <summary>The name; null if the column is chosen by index.</summary>
    public string? Name { get; }

    /// <summary>The index, if there is no name.</summary>
    public Index Index { get; }

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentNullException">There is no name.</exception>
    public static implicit operator CsvColumn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new CsvColumn(name, default);
    }

    /// <summary>The column of an index, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static implicit operator CsvColumn(int index) =>
        index >= 0
            ? new CsvColumn(null, index)
            : throw new ArgumentOutOfRangeException(nameof(index), index, Invariant($"Columns are counted from 0; {index} is none. ^1 is the last one."));

    /// <summary>The column of an index, counted from either end.</summary>
    public static implicit operator CsvColumn(Index index) => new(null, index);

    /// <summary>The name in quotes, or the index.</summary>
    public override string ToString() => Name is null ? Index.ToString() : DataFileException.Quote(Name);
}
