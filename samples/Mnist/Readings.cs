using Backprop;

namespace Mnist;

/// <summary>What a network reads in each digit of a dataset.</summary>
internal sealed class Readings
{
    private const int DigitsAtOnce = 1000;

    private readonly Dataset digits;
    private readonly int[] labels;
    private readonly int[] read;
    private readonly float[] confidence;

    /// <summary>Lets the network read all digits.</summary>
    public Readings(INetwork<float> model, Dataset digits)
    {
        this.digits = digits;
        labels = new int[digits.Count];
        read = new int[digits.Count];
        confidence = new float[digits.Count];
        digits.GatherLabels([.. Enumerable.Range(0, digits.Count)], labels);

        float[] probabilities = new float[DigitsAtOnce * model.OutputSize];
        foreach (int[] rows in Enumerable.Range(0, digits.Count).Chunk(DigitsAtOnce))
        {
            float[] inputs = new float[rows.Length * digits.InputSize];
            digits.GatherInputs(rows, inputs);
            model.Predict(inputs, probabilities.AsSpan(0, rows.Length * model.OutputSize));
            for (int i = 0; i < rows.Length; i++)
            {
                ReadOnlySpan<float> ofDigit = probabilities.AsSpan(i * model.OutputSize, model.OutputSize);
                read[rows[i]] = IndexOfLargest(ofDigit);
                confidence[rows[i]] = ofDigit[read[rows[i]]];
            }
        }

        Classes = model.OutputSize;
        Right = labels.Where((label, row) => label == read[row]).Count();
    }

    /// <summary>The number of different digits.</summary>
    public int Classes { get; }

    /// <summary>The number of digits read.</summary>
    public int Count => labels.Length;

    /// <summary>The number of those read right.</summary>
    public int Right { get; }

    /// <summary>The share of those read right, 0 to 1.</summary>
    public double Accuracy => (double)Right / Count;

    /// <summary>How often each digit was read as each other: <c>counts[label, read]</c>.</summary>
    public int[,] CountPairs()
    {
        int[,] counts = new int[Classes, Classes];
        for (int row = 0; row < labels.Length; row++)
        {
            counts[labels[row], read[row]]++;
        }

        return counts;
    }

    /// <summary>The digits read wrong, those first of which the network was surest.</summary>
    public IEnumerable<Misreading> Wrong() =>
        from row in Enumerable.Range(0, labels.Length)
        where read[row] != labels[row]
        orderby confidence[row] descending, row
        select new Misreading(row, labels[row], read[row], confidence[row]);

    /// <summary>The pixels of a digit.</summary>
    public float[] Pixels(int row)
    {
        float[] pixels = new float[digits.InputSize];
        digits.GatherInputs([row], pixels);
        return pixels;
    }

    /// <summary>The first of the largest values.</summary>
    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
