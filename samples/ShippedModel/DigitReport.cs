using System.Globalization;

namespace ShippedModel;

/// <summary>Lets the network read digits and prints what it reads.</summary>
internal static class DigitReport
{
    /// <summary>Pixels along a side of a digit.</summary>
    public const int Side = 28;

    private const int Shown = 10;

    /// <summary>Reads digits, prints the first ten, and how many of all are right.</summary>
    /// <param name="pixels">Rows of 28 × 28 pixels.</param>
    /// <param name="labels">What they are; null if that is not known.</param>
    public static void Print(ReadOnlySpan<float> pixels, int[]? labels)
    {
        int count = pixels.Length / DigitRecognizer.InputSize, right = 0;
        float[] probabilities = new float[count * DigitRecognizer.OutputSize];
        DigitRecognizer.LoadShipped().Predict(pixels, probabilities);

        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> row = probabilities.AsSpan(i * DigitRecognizer.OutputSize, DigitRecognizer.OutputSize);
            int read = IndexOfLargest(row);
            right += labels is not null && read == labels[i] ? 1 : 0;
            if (i < Shown)
            {
                string known = labels is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{labels[i]} ");
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{known}read as {read}, probability {row[read]:0.0000}"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bits of all probabilities: {Hash(probabilities):x16}"));
        if (labels is not null)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy: {(double)right / count:0.0000}"));
        }
    }

    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }

    /// <summary>FNV-1a of 64 bits: two runs print the same if every bit of every probability is the same.</summary>
    private static ulong Hash(ReadOnlySpan<float> values)
    {
        ulong hash = 14695981039346656037;
        foreach (float value in values)
        {
            uint bits = BitConverter.SingleToUInt32Bits(value);
            for (int shift = 0; shift < 32; shift += 8)
            {
                hash = (hash ^ ((bits >> shift) & 0xff)) * 1099511628211;
            }
        }

        return hash;
    }
}
