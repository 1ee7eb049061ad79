using System.Collections.Immutable;
using System.Numerics;
using static System.FormattableString;

namespace Backprop;

/// <summary>
/// Brings every input column to mean 0 and standard deviation 1: x ← (x − μ) / σ, with the population's σ = √(Σ(x − μ)² / n), as in the
/// textbook (and NumPy's and scikit-learn's default), not the sample's n − 1. A column whose values are all equal keeps σ = 1 and
/// becomes 0.
/// </summary>
/// <remarks>Fit it to the training data only and give it to the validation data, and to the inputs of <c>Predict</c>, unchanged. The
/// statistics are sums in <see cref="double"/>, row by row, and so is x ← (x − μ) · (1/σ): the same on every machine.</remarks>
public sealed class Standardizer
{
    private readonly double[] means;
    private readonly double[] inverses;

    /// <summary>A standardizer with given statistics, such as those stored beside a trained model.</summary>
    /// <param name="means">One mean per column.</param>
    /// <param name="deviations">One standard deviation per column, above 0.</param>
    /// <exception cref="ArgumentException">There are no columns, the lengths differ, or a value is not finite or a deviation not above 0.</exception>
    public Standardizer(ReadOnlySpan<double> means, ReadOnlySpan<double> deviations)
    {
        if (means.Length == 0 || means.Length != deviations.Length)
        {
            throw new ArgumentException(
                Invariant($"A standardizer has one mean and one deviation for each column; {means.Length} and {deviations.Length} were given."), nameof(deviations));
        }

        for (int column = 0; column < means.Length; column++)
        {
            if (!double.IsFinite(means[column]))
            {
                throw new ArgumentException(Invariant($"The mean of column {column} is {means[column]}, not a finite number."), nameof(means));
            }

            if (!(deviations[column] > 0 && double.IsFinite(deviations[column]) && double.IsFinite(1 / deviations[column])))
            {
                throw new ArgumentException(
                    Invariant($"The deviation of column {column} is {deviations[column]}; it and its reciprocal must be finite and above 0."), nameof(deviations));
            }
        }

        Means = ImmutableArray.Create(means);
        Deviations = ImmutableArray.Create(deviations);
        this.means = means.ToArray();
        inverses = new double[deviations.Length];
        for (int column = 0; column < inverses.Length; column++)
        {
            inverses[column] = 1 / deviations[column];
        }
    }

    /// <summary>Values per row.</summary>
    public int InputSize => means.Length;

    /// <summary>μ of each column.</summary>
    public ImmutableArray<double> Means { get; }

    /// <summary>σ of each column; 1 where all values were equal.</summary>
    public ImmutableArray<double> Deviations { get; }

    /// <summary>The statistics of a dataset's input columns.</summary>
    /// <exception cref="ArgumentNullException">There is no dataset.</exception>
    /// <exception cref="ArgumentException">The dataset is standardised already, or an input is not finite; the message names its row and column.</exception>
    public static Standardizer Fit(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (dataset.Standardizer is not null)
        {
            throw new ArgumentException("The dataset is standardised already; fit to the one it was made from.", nameof(dataset));
        }

        int size = dataset.InputSize;
        float[] row = new float[size], first = new float[size];
        double[] means = new double[size], deviations = new double[size];
        bool[] varies = new bool[size];
        dataset.GatherInputs([0], first);

        for (int i = 0; i < dataset.Count; i++)
        {
            dataset.GatherInputs([i], row);
            for (int column = 0; column < size; column++)
            {
                RequireFinite(row[column], i, column);
                means[column] += row[column];
                varies[column] |= row[column] != first[column];
            }
        }

        for (int column = 0; column < size; column++)
        {
            // The mean of equal values is that value, which n additions and a division may miss by a rounding.
            means[column] = varies[column] ? means[column] / dataset.Count : first[column];
        }

        for (int i = 0; i < dataset.Count; i++)
        {
            dataset.GatherInputs([i], row);
            for (int column = 0; column < size; column++)
            {
                double difference = row[column] - means[column];
                deviations[column] += difference * difference;
            }
        }

        for (int column = 0; column < size; column++)
        {
            deviations[column] = varies[column] ? Math.Sqrt(deviations[column] / dataset.Count) : 1;
        }

        return new Standardizer(means, deviations);
    }

    /// <summary>Standardises rows in place. Allocates nothing.</summary>
    /// <param name="rows">Whole rows of <see cref="InputSize"/> values.</param>
    /// <exception cref="ArgumentException">The length is not a whole number of rows.</exception>
    public void Apply(Span<float> rows)
    {
        if (rows.Length % InputSize != 0)
        {
            throw new ArgumentException(Invariant($"{rows.Length} values are not a whole number of rows of {InputSize}."), nameof(rows));
        }

        for (int start = 0; start < rows.Length; start += InputSize)
        {
            ApplyToRow(rows.Slice(start, InputSize));
        }
    }

    /// <summary>Element by element, so that the vector's width cannot change the bits.</summary>
    private void ApplyToRow(Span<float> row)
    {
        int half = Vector<double>.Count, column = 0;
        for (; column + Vector<float>.Count <= row.Length; column += Vector<float>.Count)
        {
            Span<float> place = row.Slice(column, Vector<float>.Count);
            Vector.Widen(new Vector<float>(place), out Vector<double> low, out Vector<double> high);
            low = (low - new Vector<double>(means, column)) * new Vector<double>(inverses, column);
            high = (high - new Vector<double>(means, column + half)) * new Vector<double>(inverses, column + half);
            Vector.Narrow(low, high).CopyTo(place);
        }

        for (; column < row.Length; column++)
        {
            row[column] = (float)((row[column] - means[column]) * inverses[column]);
        }
    }

    private static void RequireFinite(float value, int row, int column)
    {
        if (!float.IsFinite(value))
        {
            throw new ArgumentException(
                Invariant($"Column {column} of row {row} is {value}: a column with a value that is not finite has no mean."), "dataset");
        }
    }
}
