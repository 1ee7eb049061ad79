using System.Collections.Immutable;
using static System.FormattableString;

namespace Backprop.Data;

/// <summary>The class labels of a CSV file: integers, or names and the numbers they got.</summary>
internal sealed class CsvLabels
{
    private readonly Dictionary<string, int> numbers = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> numberOf;
    private readonly bool areNames;
    private readonly bool namesAreGiven;
    private readonly int? classes;
    private int largest;

    public CsvLabels(CsvOptions options)
    {
        numberOf = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        classes = options.Classes;
        namesAreGiven = options.ClassNames is not null;
        areNames = options.NamedClasses || namesAreGiven;
        foreach (string name in options.ClassNames ?? [])
        {
            numbers.Add(name, numbers.Count);
        }
    }

    /// <summary>The number of classes there are or must be.</summary>
    public int Classes => classes ?? (areNames ? numbers.Count : largest + 1);

    /// <summary>The names by their numbers; empty where labels are integers.</summary>
    public ImmutableArray<string> Names()
    {
        string[] names = new string[numbers.Count];
        foreach ((string name, int number) in numbers)
        {
            names[number] = name;
        }

        return ImmutableArray.Create(names);
    }

    /// <summary>Returns why the text is no label, or null if it is one.</summary>
    public string? Parse(ReadOnlySpan<char> text, out int label)
    {
        if (!areNames)
        {
            string? problem = CsvNumbers.ParseLabel(text, classes, out label);
            largest = Math.Max(largest, label);
            return problem;
        }

        if (numberOf.TryGetValue(text, out label))
        {
            return null;
        }

        label = numbers.Count;
        if (text.IsEmpty)
        {
            return "The field is empty; the name of a class is needed.";
        }

        if (namesAreGiven)
        {
            return Invariant($"No class has this name; there are {numbers.Count}, given by {nameof(CsvOptions)}.{nameof(CsvOptions.ClassNames)}.");
        }

        if (label == classes)
        {
            return Invariant($"The name is one more than the {classes} classes of {nameof(CsvOptions)}.{nameof(CsvOptions.Classes)}.");
        }

        numberOf[text] = label;
        return null;
    }
}
