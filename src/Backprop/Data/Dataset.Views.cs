using static System.FormattableString;

namespace Backprop;

/// <content>Datasets made from a dataset: other rows, or the same rows seen differently.</content>
public sealed partial class Dataset
{
    /// <summary>The first rows, and the rest, as two views. Shuffle first where the rows are sorted.</summary>
    /// <param name="fraction">The share of the first part, between 0 and 1; its rows are rounded to the nearest number, halves to even.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction leaves one of the parts without rows, or is not a number.</exception>
    public (Dataset First, Dataset Second) Split(double fraction)
    {
        double count = Math.Round(fraction * Count);
        if (!(fraction > 0 && fraction < 1 && count >= 1 && count < Count))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction, Invariant($"A fraction of {fraction} does not leave a row of {Count} in each part; it must lie between 0 and 1."));
        }

        return Split((int)count);
    }

    /// <summary>The first <paramref name="count"/> rows, and the rest, as two views.</summary>
    /// <param name="count">Rows in the first part, 1 to <c>Count − 1</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count leaves one of the parts without rows.</exception>
    public (Dataset First, Dataset Second) Split(int count)
    {
        if (count < 1 || count >= Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, Invariant($"Splitting {Count} rows needs a count of 1 to {Count - 1}, not {count}: each part has at least one row."));
        }

        return (View(rows[..count]), View(rows[count..]));
    }

    /// <summary>A range of rows as a view: <c>data.Subset(..100)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches beyond the rows, or is empty.</exception>
    public Dataset Subset(Range range)
    {
        int start = range.Start.GetOffset(Count), end = range.End.GetOffset(Count);
        if (start < 0 || end > Count || start >= end)
        {
            throw new ArgumentOutOfRangeException(
                nameof(range), range, Invariant($"The range {range} of {Count} rows must hold at least one row and lie within them."));
        }

        return View(rows[start..end]);
    }

    /// <summary>The same rows in a random order, which depends on the seed and the number of rows only, as a view.</summary>
    public Dataset Shuffle(long seed)
    {
        int[] shuffled = rows.ToArray();
        new CounterRandom(seed, RandomStreams.Split).Shuffle(shuffled);
        return View(shuffled);
    }

    /// <summary>The one-hot rows of the labels as float targets: 1 in the label's column, 0 elsewhere.</summary>
    /// <remarks>The rows are written once, here, for all rows of the underlying memory; splits made afterwards share them.</remarks>
    /// <exception cref="InvalidOperationException">The dataset has no labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rows are more than one array holds.</exception>
    public Dataset OneHot() => OneHot(TargetSize);

    /// <summary>The one-hot rows of the labels as float targets, with columns for classes that the labels do not reach.</summary>
    /// <param name="classes">Columns per row: <see cref="Classes"/> or more.</param>
    /// <remarks>The rows are written once, here, for all rows of the underlying memory; splits made afterwards share them.</remarks>
    /// <exception cref="InvalidOperationException">The dataset has no labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer columns than classes, or the rows are more than one array holds.</exception>
    public Dataset OneHot(int classes)
    {
        if (!HasLabels)
        {
            throw new InvalidOperationException(
                Invariant($"The dataset has no labels to write as one-hot rows: its targets are rows of {TargetSize} values."));
        }

        if (classes < TargetSize || (long)classes * labels.Length > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(classes), classes,
                Invariant($"One-hot rows for {labels.Length} labels of {TargetSize} classes need {TargetSize} columns or more, and at most {Array.MaxLength} values; {classes} columns were asked for."));
        }

        ReadOnlySpan<int> source = labels.Span;
        float[] oneHot = new float[source.Length * classes];
        for (int row = 0; row < source.Length; row++)
        {
            oneHot[(row * classes) + RequireLabel(source[row], row)] = 1;
        }

        return new Dataset(inputs, default, oneHot, rows, InputSize, classes, hasLabels: false, Standardizer);
    }

    /// <summary>Fits a standardizer to the inputs and returns it with the dataset that applies it. Give the same one to the validation data:
    /// <c>validation.With(standardizer)</c>.</summary>
    /// <exception cref="InvalidOperationException">The dataset is standardised already.</exception>
    /// <exception cref="ArgumentException">An input is not finite.</exception>
    public (Dataset Dataset, Standardizer Standardizer) Standardize()
    {
        RequireRaw();
        Standardizer fitted = Standardizer.Fit(this);
        return (With(fitted), fitted);
    }

    /// <summary>The same rows, standardised while they are gathered. The caller's values are not changed.</summary>
    /// <exception cref="ArgumentNullException">There is no standardizer.</exception>
    /// <exception cref="ArgumentException">The standardizer was fitted to rows of another size.</exception>
    /// <exception cref="InvalidOperationException">The dataset is standardised already.</exception>
    public Dataset With(Standardizer standardizer)
    {
        ArgumentNullException.ThrowIfNull(standardizer);
        RequireRaw();
        if (standardizer.InputSize != InputSize)
        {
            throw new ArgumentException(
                Invariant($"The standardizer is for rows of {standardizer.InputSize} values; the dataset's have {InputSize}."), nameof(standardizer));
        }

        return new Dataset(inputs, labels, targets, rows, InputSize, TargetSize, HasLabels, standardizer);
    }

    private Dataset View(ReadOnlyMemory<int> view) => new(inputs, labels, targets, view, InputSize, TargetSize, HasLabels, Standardizer);

    private void RequireRaw()
    {
        if (Standardizer is not null)
        {
            throw new InvalidOperationException("The dataset is standardised already; standardise the one it was made from.");
        }
    }

    /// <summary>The labels were in range when the dataset was made, but the memory is the caller's.</summary>
    private int RequireLabel(int label, int row) =>
        (uint)label < (uint)TargetSize
            ? label
            : throw new InvalidOperationException(Invariant($"The label of row {row} has become {label}: with {TargetSize} classes it must be 0 to {TargetSize - 1}."));
}
