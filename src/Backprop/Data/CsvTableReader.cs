using static System.FormattableString;

namespace Backprop.Data;

/// <summary>Reads the wanted columns of one CSV file.</summary>
internal sealed class CsvTableReader
{
    private readonly CsvFieldReader fields;
    private readonly CsvOptions options;
    private readonly CsvLabels labels;
    private readonly CsvColumns columns;
    private readonly List<string> first = [];
    private readonly List<long> firstLines = [];
    private readonly int targetSize;
    private float[] inputs;
    private float[] targets;
    private int[] classLabels;
    private int rows;

    public CsvTableReader(CsvFieldReader fields, CsvOptions options)
    {
        this.fields = fields;
        this.options = options;
        labels = new CsvLabels(options);
        ReadFirstLine();
        columns = new CsvColumns(fields.Name, first, options);
        targetSize = options.Label is null ? columns.TargetNames.Length : 0;
        inputs = new float[columns.InputNames.Length];
        targets = new float[targetSize];
        classLabels = new int[options.Label is null ? 0 : 1];
    }

    /// <summary>Reads to the end.</summary>
    public CsvData Read()
    {
        if (!options.HasHeader)
        {
            // Its fields had to be counted before it was known what they are.
            for (int column = 0; column < first.Count; column++)
            {
                Accept(column, first[column], firstLines[column]);
            }

            rows = 1;
        }

        while (ReadRow())
        {
        }

        if (rows == 0)
        {
            throw DataFileException.AtLine(fields.Name, fields.Line, "The file has no rows: it ends after its header.");
        }

        Array.Resize(ref inputs, rows * columns.InputNames.Length);
        Dataset dataset;
        if (options.Label is null)
        {
            Array.Resize(ref targets, rows * targetSize);
            dataset = Dataset.Regression(inputs, targets, columns.InputNames.Length, targetSize);
        }
        else
        {
            Array.Resize(ref classLabels, rows);
            dataset = Dataset.Classification(inputs, classLabels, columns.InputNames.Length, labels.Classes);
        }

        return new CsvData(dataset, columns.InputNames, columns.TargetNames, labels.Names());
    }

    private void ReadFirstLine()
    {
        while (fields.ReadField())
        {
            RequireText();
            first.Add(fields.Field.ToString());
            firstLines.Add(fields.FieldLine);
            if (fields.IsLast)
            {
                return;
            }
        }

        throw DataFileException.AtLine(fields.Name, 1, "The file is empty.");
    }

    private bool ReadRow()
    {
        if (!fields.ReadField())
        {
            return false;
        }

        RequireText();
        Grow();
        long line = fields.FieldLine;
        while (true)
        {
            if (fields.Column >= columns.Count)
            {
                throw DataFileException.AtLine(
                    fields.Name, fields.FieldLine, Invariant($"The line has more fields than the {columns.Count} of the first one."), fields.Column + 1,
                    text: fields.Field.ToString());
            }

            Accept(fields.Column, fields.Field, fields.FieldLine);
            if (fields.IsLast)
            {
                break;
            }

            fields.ReadField();
        }

        if (fields.Column + 1 < columns.Count)
        {
            throw DataFileException.AtLine(fields.Name, line, Invariant($"The line has {fields.Column + 1} fields; the first one has {columns.Count}."));
        }

        rows++;
        return true;
    }

    /// <summary>Refuses lines without anything in them: in a file of one column, they look like an empty field.</summary>
    private void RequireText()
    {
        if (fields is { Column: 0, IsLast: true, IsQuoted: false, Field.IsEmpty: true })
        {
            throw DataFileException.AtLine(fields.Name, fields.FieldLine, "The line is empty.");
        }
    }

    private void Accept(int column, ReadOnlySpan<char> text, long line)
    {
        string? problem = null;
        if (columns.InputOf(column) is { } input)
        {
            problem = CsvNumbers.ParseFloat(text, options.AllowNonFinite, out inputs[(rows * columns.InputNames.Length) + input]);
        }
        else if (columns.TargetOf(column) is { } target)
        {
            problem = options.Label is null
                ? CsvNumbers.ParseFloat(text, options.AllowNonFinite, out targets[(rows * targetSize) + target])
                : labels.Parse(text, out classLabels[rows]);
        }

        if (problem is not null)
        {
            throw DataFileException.AtLine(fields.Name, line, problem, column + 1, columns.HeaderOf(column), text.ToString());
        }
    }

    /// <summary>Makes room for one more row.</summary>
    private void Grow()
    {
        Grow(ref inputs, columns.InputNames.Length);
        Grow(ref targets, targetSize);
        Grow(ref classLabels, options.Label is null ? 0 : 1);
    }

    private void Grow<T>(ref T[] values, int perRow)
    {
        long needed = (rows + 1L) * perRow;
        if (needed > values.Length)
        {
            if (needed > Array.MaxLength)
            {
                throw DataFileException.AtLine(fields.Name, fields.FieldLine, Invariant($"The file has more values than the {Array.MaxLength} of one array."));
            }

            Array.Resize(ref values, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * values.Length)));
        }
    }
}
