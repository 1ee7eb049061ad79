using System.Diagnostics.CodeAnalysis;
using static System.FormattableString;

namespace Backprop;

/// <summary>
/// Rows of inputs with a class label or a row of target values each, over memory that the caller owns. Nothing is copied: a split, a
/// subset or a shuffled dataset is a list of row numbers over the same memory, and a batch is gathered into a buffer that the trainer
/// keeps. Values changed in the caller's arrays are seen by the next batch.
/// </summary>
/// <remarks>Values that are not finite are not refused here: training reports where they first do harm.</remarks>
public sealed partial class Dataset
{
    private readonly ReadOnlyMemory<float> inputs;
    private readonly ReadOnlyMemory<int> labels;
    private readonly ReadOnlyMemory<float> targets;

    /// <summary>The rows of the caller's memory that this view shows, in its order.</summary>
    private readonly ReadOnlyMemory<int> rows;

    private Dataset(
        ReadOnlyMemory<float> inputs, ReadOnlyMemory<int> labels, ReadOnlyMemory<float> targets, ReadOnlyMemory<int> rows, int inputSize, int targetSize,
        bool hasLabels, Standardizer? standardizer)
    {
        this.inputs = inputs;
        this.labels = labels;
        this.targets = targets;
        this.rows = rows;
        InputSize = inputSize;
        TargetSize = targetSize;
        HasLabels = hasLabels;
        Standardizer = standardizer;
    }

    /// <summary>The number of rows, at least 1.</summary>
    public int Count => rows.Length;

    /// <summary>Values per input row.</summary>
    public int InputSize { get; }

    /// <summary>Values per target row; the number of classes where the targets are labels. The number of outputs a network needs.</summary>
    public int TargetSize { get; }

    /// <summary>The number of classes, 1 or more; null where the targets are rows of values.</summary>
    public int? Classes => HasLabels ? TargetSize : null;

    /// <summary>Whether the targets are class labels: one <see cref="int"/> per row, 0 ≤ label &lt; <see cref="TargetSize"/>.</summary>
    [MemberNotNullWhen(true, nameof(Classes))]
    public bool HasLabels { get; }

    /// <summary>What is applied to the inputs while they are gathered; null for nothing.</summary>
    public Standardizer? Standardizer { get; }

    /// <summary>Inputs with one class label per row.</summary>
    /// <param name="inputs"><c>rows × inputSize</c> values, row by row.</param>
    /// <param name="labels">One class per row, 0 to <c>classes − 1</c>.</param>
    /// <param name="inputSize">Values per input row, 1 or more.</param>
    /// <param name="classes">The number of classes, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    /// <exception cref="ArgumentException">There are no rows, the lengths do not fit each other, or a label is out of range.</exception>
    public static Dataset Classification(ReadOnlyMemory<float> inputs, ReadOnlyMemory<int> labels, int inputSize, int classes)
    {
        RequirePositive(inputSize, nameof(inputSize));
        RequirePositive(classes, nameof(classes));
        int count = CountRows(inputs, inputSize);
        if (labels.Length != count)
        {
            throw new ArgumentException(Invariant($"{count} input rows need {count} labels, not {labels.Length}."), nameof(labels));
        }

        ReadOnlySpan<int> values = labels.Span;
        for (int row = 0; row < values.Length; row++)
        {
            if ((uint)values[row] >= (uint)classes)
            {
                throw new ArgumentException(
                    Invariant($"The label of row {row} is {values[row]}: with {classes} classes it must be 0 to {classes - 1}."), nameof(labels));
            }
        }

        return new Dataset(inputs, labels, default, AllRows(count), inputSize, classes, hasLabels: true, null);
    }

    /// <summary>Inputs with one row of target values each: regression, binary targets (0 or 1), or rows of class probabilities.</summary>
    /// <param name="inputs"><c>rows × inputSize</c> values, row by row.</param>
    /// <param name="targets"><c>rows × targetSize</c> values, row by row.</param>
    /// <param name="inputSize">Values per input row, 1 or more.</param>
    /// <param name="targetSize">Values per target row, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    /// <exception cref="ArgumentException">There are no rows, or the lengths do not fit each other.</exception>
    public static Dataset Regression(ReadOnlyMemory<float> inputs, ReadOnlyMemory<float> targets, int inputSize, int targetSize)
    {
        RequirePositive(inputSize, nameof(inputSize));
        RequirePositive(targetSize, nameof(targetSize));
        int count = CountRows(inputs, inputSize);
        if (targets.Length != (long)count * targetSize)
        {
            throw new ArgumentException(
                Invariant($"{count} input rows need {(long)count * targetSize} target values ({targetSize} each), not {targets.Length}."), nameof(targets));
        }

        return new Dataset(inputs, default, targets, AllRows(count), inputSize, targetSize, hasLabels: false, null);
    }

    /// <summary>Copies the inputs of the given rows, one after the other, standardised if there is a <see cref="Standardizer"/>. Allocates nothing.</summary>
    /// <param name="rows">Row numbers of this dataset, 0 to <c>Count − 1</c>, in any order, repeated or not.</param>
    /// <param name="inputs"><c>rows.Length × InputSize</c> values to write.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist. What was gathered before it has been written.</exception>
    public void GatherInputs(ReadOnlySpan<int> rows, Span<float> inputs)
    {
        RequireLength(inputs.Length, rows.Length, InputSize, nameof(inputs));
        CopyRows(this.inputs.Span, InputSize, rows, inputs);
        Standardizer?.Apply(inputs);
    }

    /// <summary>Copies the labels of the given rows. Allocates nothing.</summary>
    /// <param name="rows">Row numbers of this dataset, 0 to <c>Count − 1</c>.</param>
    /// <param name="labels"><c>rows.Length</c> labels to write.</param>
    /// <exception cref="InvalidOperationException">The dataset has no labels.</exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist. What was gathered before it has been written.</exception>
    public void GatherLabels(ReadOnlySpan<int> rows, Span<int> labels)
    {
        if (!HasLabels)
        {
            throw new InvalidOperationException(
                Invariant($"The dataset has no labels: its targets are rows of {TargetSize} values. Use {nameof(GatherTargets)}."));
        }

        RequireLength(labels.Length, rows.Length, 1, nameof(labels));
        ReadOnlySpan<int> source = this.labels.Span, view = this.rows.Span;
        for (int i = 0; i < rows.Length; i++)
        {
            labels[i] = source[Locate(view, rows[i])];
        }
    }

    /// <summary>Copies the target values of the given rows, one after the other. Allocates nothing.</summary>
    /// <param name="rows">Row numbers of this dataset, 0 to <c>Count − 1</c>.</param>
    /// <param name="targets"><c>rows.Length × TargetSize</c> values to write.</param>
    /// <exception cref="InvalidOperationException">The dataset has labels, not target values.</exception>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist. What was gathered before it has been written.</exception>
    public void GatherTargets(ReadOnlySpan<int> rows, Span<float> targets)
    {
        if (HasLabels)
        {
            throw new InvalidOperationException(
                Invariant($"The dataset has labels, not rows of target values. Use {nameof(GatherLabels)}, or {nameof(OneHot)}() for a dataset of one-hot rows."));
        }

        RequireLength(targets.Length, rows.Length, TargetSize, nameof(targets));
        CopyRows(this.targets.Span, TargetSize, rows, targets);
    }

    private void CopyRows(ReadOnlySpan<float> source, int size, ReadOnlySpan<int> wanted, Span<float> destination)
    {
        ReadOnlySpan<int> view = rows.Span;
        for (int i = 0; i < wanted.Length; i++)
        {
            source.Slice(Locate(view, wanted[i]) * size, size).CopyTo(destination.Slice(i * size, size));
        }
    }

    private static int Locate(ReadOnlySpan<int> view, int row) =>
        (uint)row < (uint)view.Length
            ? view[row]
            : throw new ArgumentOutOfRangeException("rows", row, Invariant($"The rows of the dataset are 0 to {view.Length - 1}; {row} is none of them."));

    private static int CountRows(ReadOnlyMemory<float> inputs, int inputSize)
    {
        if (inputs.Length == 0)
        {
            throw new ArgumentException("A dataset has at least one row; there are no inputs.", nameof(inputs));
        }

        if (inputs.Length % inputSize != 0)
        {
            throw new ArgumentException(Invariant($"{inputs.Length} values are not a whole number of rows of {inputSize}."), nameof(inputs));
        }

        return inputs.Length / inputSize;
    }

    private static int[] AllRows(int count)
    {
        int[] all = new int[count];
        for (int row = 0; row < count; row++)
        {
            all[row] = row;
        }

        return all;
    }

    private static void RequirePositive(int size, string name)
    {
        if (size < 1)
        {
            throw new ArgumentOutOfRangeException(name, size, Invariant($"{name} must be 1 or more, not {size}."));
        }
    }

    private static void RequireLength(int length, int rows, int size, string name)
    {
        if (length != (long)rows * size)
        {
            throw new ArgumentException(Invariant($"{rows} rows of {size} need {(long)rows * size} values, not {length}."), name);
        }
    }
}
