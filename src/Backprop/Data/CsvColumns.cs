using System.Collections.Immutable;
using System.Globalization;
using static System.FormattableString;

namespace Backprop.Data;

/// <summary>Which columns of a file are wanted, and for what.</summary>
internal sealed class CsvColumns
{
    private readonly string file;
    private readonly IReadOnlyList<string> header;
    private readonly bool isNamed;
    private readonly int[] places;

    /// <summary>Finds the columns.</summary>
    /// <param name="file">What messages call the file.</param>
    /// <param name="header">The first line of the file.</param>
    /// <param name="options">What is wanted.</param>
    public CsvColumns(string file, IReadOnlyList<string> header, CsvOptions options)
    {
        this.file = file;
        this.header = header;
        isNamed = options.HasHeader;
        places = new int[header.Count];
        int targets = 0;
        var targetNames = ImmutableArray.CreateBuilder<string>();
        var inputNames = ImmutableArray.CreateBuilder<string>(options.Inputs?.Count ?? header.Count);
        foreach (CsvColumn column in options.Label is { } label ? [label] : options.Targets!)
        {
            targetNames.Add(Claim(column, ~targets++));
        }

        if (options.Inputs is not null)
        {
            foreach (CsvColumn column in options.Inputs)
            {
                inputNames.Add(Claim(column, inputNames.Count + 1));
            }
        }
        else
        {
            for (int column = 0; column < places.Length; column++)
            {
                if (places[column] == 0)
                {
                    inputNames.Add(Claim(column, inputNames.Count + 1));
                }
            }
        }

        if (inputNames.Count == 0)
        {
            throw DataFileException.AtLine(file, 1, Invariant($"All {header.Count} columns are targets: none is left for the inputs."));
        }

        InputNames = inputNames.ToImmutable();
        TargetNames = targetNames.ToImmutable();
    }

    public ImmutableArray<string> InputNames { get; }

    public ImmutableArray<string> TargetNames { get; }

    /// <summary>The number of columns in the file.</summary>
    public int Count => places.Length;

    /// <summary>Which of the inputs a column is, counted from 0; null if it is none.</summary>
    public int? InputOf(int column) => places[column] > 0 ? places[column] - 1 : null;

    /// <summary>Which of the targets a column is, counted from 0; null if it is none. The label is target 0.</summary>
    public int? TargetOf(int column) => places[column] < 0 ? ~places[column] : null;

    /// <summary>The name of a column in the header; null if there is no header or no such column.</summary>
    public string? HeaderOf(int column) => isNamed && column < header.Count ? header[column] : null;

    /// <summary>Puts the column to a use (1 + the input's number, or the complement of the target's), and returns its name.</summary>
    private string Claim(CsvColumn column, int place)
    {
        int index = Find(column);
        if (places[index] != 0)
        {
            throw DataFileException.AtLine(
                file, 1, Invariant($"The column {column} is wanted twice; each column can be one input or one target."), index + 1, HeaderOf(index));
        }

        places[index] = place;
        return HeaderOf(index) ?? Numbered(index + 1);
    }

    // Not an interpolated string: that boxes the number wherever the runtime has not compiled its own code at its best yet, and a hostile file may have very many columns.
    private static string Numbered(int number)
    {
        const string Word = "column ";
        Span<char> name = stackalloc char[Word.Length + 11];
        Word.CopyTo(name);
        number.TryFormat(name[Word.Length..], out int digits, provider: CultureInfo.InvariantCulture);
        return name[..(Word.Length + digits)].ToString();
    }

    private int Find(CsvColumn column)
    {
        if (column.Name is null)
        {
            int index = column.Index.GetOffset(header.Count);
            return index >= 0 && index < header.Count
                ? index
                : throw DataFileException.AtLine(file, 1, Invariant($"There is no column {column}: the file has {header.Count} columns, counted from 0."));
        }

        int found = -1;
        for (int i = 0; i < header.Count; i++)
        {
            if (header[i] == column.Name)
            {
                found = found < 0 ? i : throw DataFileException.AtLine(file, 1, Invariant($"The name {column} stands there twice; give the column's index."), i + 1);
            }
        }

        return found >= 0 ? found : throw DataFileException.AtLine(file, 1, Invariant($"There is no column {column}; {DescribeHeader()}."));
    }

    private string DescribeHeader()
    {
        const int MostShown = 10;
        IEnumerable<string> names = header.Take(MostShown).Select(name => DataFileException.Quote(name));
        return Invariant($"the header has {string.Join(", ", names)}{(header.Count > MostShown ? Invariant($" and {header.Count - MostShown} more") : "")}");
    }
}
