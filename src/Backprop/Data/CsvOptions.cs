using static System.FormattableString;

namespace Backprop.Data;

/// <summary>
/// How a CSV file is laid out, and which columns are wanted: those of the inputs and either <see cref="Label"/> or <see cref="Targets"/>.
/// <code>
/// new CsvOptions { Inputs = ["width", "height"], Label = "species", NamedClasses = true }
/// new CsvOptions { HasHeader = false, Separator = ';', Targets = [^1] }      // all other columns are inputs
/// </code>
/// </summary>
public sealed class CsvOptions
{
    private const int LongestLine = 1 << 30;
    private readonly char separator = ',';
    private readonly int? classes;
    private readonly IReadOnlyList<string>? classNames;
    private readonly int maximumLineLength = 1 << 20;
    private readonly long maximumBytes = DataSource.DefaultMaximumBytes;

    /// <summary>Whether the first line names the columns; it does by default.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>What stands between two fields; a comma by default.</summary>
    /// <exception cref="ArgumentException">A quote, a line break, or a character that numbers are written with (a letter, a digit, one of <c>+ - .</c>).</exception>
    public char Separator
    {
        get => separator;
        init => separator = value is not ('"' or '\r' or '\n' or '+' or '-' or '.' or '\uFEFF') && !char.IsLetterOrDigit(value) && !char.IsSurrogate(value)
            ? value
            : throw new ArgumentException(
                Invariant($"Fields cannot be separated by {DataFileException.Quote([value])}: quotes, line breaks and what numbers are written with mean something else."),
                nameof(Separator));
    }

    /// <summary>The columns of the inputs, in the order that the network gets them; null, the default, for all that are not targets, in the file's order.</summary>
    public IReadOnlyList<CsvColumn>? Inputs { get; init; }

    /// <summary>The column of the class label, for classification; null, the default, for none.</summary>
    public CsvColumn? Label { get; init; }

    /// <summary>The columns of the target values, for regression, in the order that the network has them; null, the default, for none.</summary>
    public IReadOnlyList<CsvColumn>? Targets { get; init; }

    /// <summary>Whether labels are names, which are numbered in the order in which they first appear, and kept in <see cref="CsvData.ClassNames"/>.
    /// By default they are the integers 0 to <c>classes − 1</c>. Names are compared exactly.</summary>
    public bool NamedClasses { get; init; }

    /// <summary>The names of the classes in the order of their numbers; other names are refused. For validation data, those of the training
    /// data: <c>ClassNames = train.ClassNames</c>. Null, the default: they are found in the file if <see cref="NamedClasses"/> asks for them.</summary>
    /// <exception cref="ArgumentException">The list is empty, or a name is null, empty or there twice.</exception>
    public IReadOnlyList<string>? ClassNames
    {
        get => classNames;
        init => classNames = RequireNames(value);
    }

    /// <summary>The number of classes; labels beyond it are refused. Null, the default: the largest label + 1, or the number of names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int? Classes
    {
        get => classes;
        init => classes = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Classes), value, Invariant($"There must be 1 class or more, not {value}."));
    }

    /// <summary>Whether NaN and infinities (<c>nan</c>, <c>inf</c>, <c>infinity</c>, in any case, with or without a sign) are numbers; they are not by default.</summary>
    public bool AllowNonFinite { get; init; }

    /// <summary>The most characters that a line may have, quotes and quoted line breaks included, its end not; 1,048,576 by default, 2³⁰ at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1 or above 2³⁰.</exception>
    public int MaximumLineLength
    {
        get => maximumLineLength;
        init => maximumLineLength = value is >= 1 and <= LongestLine
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaximumLineLength), value, Invariant($"A line must be allowed 1 to {LongestLine} characters, not {value}."));
    }

    /// <summary>The most bytes that a file or stream may have, after decompression; 1 GiB by default. A <see cref="TextReader"/>'s are not counted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public long MaximumBytes
    {
        get => maximumBytes;
        init => maximumBytes = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MaximumBytes), value, Invariant($"A file must be allowed 1 byte or more, not {value}."));
    }

    /// <summary>Refuses options that contradict each other, whatever the file.</summary>
    internal void Validate()
    {
        if (Label is null == Targets is null)
        {
            string both = Label is null ? "neither is" : "both are";
            throw Contradiction(Invariant($"{nameof(Label)} is for classification and {nameof(Targets)} for regression: one must be set, and {both}."));
        }

        if (Inputs is { Count: 0 } || Targets is { Count: 0 })
        {
            throw Contradiction(Invariant($"{(Inputs is { Count: 0 } ? nameof(Inputs) : nameof(Targets))} must be null or name a column; the list is empty."));
        }

        if (Label is null && (NamedClasses || ClassNames is not null || Classes is not null))
        {
            throw Contradiction(Invariant($"{nameof(NamedClasses)}, {nameof(ClassNames)} and {nameof(Classes)} are about the labels, and there is no {nameof(Label)}."));
        }

        if (ClassNames is not null && Classes is not null)
        {
            throw Contradiction(Invariant($"{nameof(ClassNames)} says how many classes there are; {nameof(Classes)} must be null."));
        }

        if (!HasHeader && FindNamed() is { } named)
        {
            throw Contradiction(Invariant($"The column {named} cannot be found by its name without a header: give its index."));
        }
    }

    private CsvColumn? FindNamed()
    {
        IEnumerable<CsvColumn> wanted = [.. Inputs ?? [], .. Targets ?? []];
        return Label is { Name: not null } ? Label : wanted.Where(column => column.Name is not null).Select(column => (CsvColumn?)column).FirstOrDefault();
    }

    // Every public method that takes options calls the parameter so.
    private static ArgumentException Contradiction(string message) => new(message, "options");

    private static IReadOnlyList<string>? RequireNames(IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return null;
        }

        var seen = new HashSet<string>();
        foreach (string? name in names)
        {
            if (string.IsNullOrEmpty(name) || !seen.Add(name))
            {
                throw new ArgumentException(
                    Invariant($"{nameof(ClassNames)} must be different names, none of them empty; there is {(string.IsNullOrEmpty(name) ? "an empty one" : DataFileException.Quote(name) + " twice")}."),
                    nameof(ClassNames));
            }
        }

        return seen.Count > 0 ? names : throw new ArgumentException(Invariant($"{nameof(ClassNames)} must be null or hold a name; the list is empty."), nameof(ClassNames));
    }
}
