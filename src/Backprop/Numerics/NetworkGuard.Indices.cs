using System.Globalization;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <content>The checks of networks that look their inputs up in a table.</content>
public static partial class NetworkGuard
{
    /// <summary>Refuses inputs that are no indices.</summary>
    /// <param name="inputs">Whole rows.</param>
    /// <param name="width">Values per row.</param>
    /// <param name="vocabulary">The number of rows in the table.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is not a whole number from 0 to vocabulary − 1.</exception>
    public static void Indices(ReadOnlySpan<float> inputs, int width, int vocabulary)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            float value = inputs[i];
            if (!(value >= 0 && value < vocabulary && value == MathF.Floor(value)))
            {
                throw NoIndex(i, width, vocabulary, value, value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <inheritdoc cref="Indices(ReadOnlySpan{float}, int, int)"/>
    public static void Indices(ReadOnlySpan<double> inputs, int width, int vocabulary)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            double value = inputs[i];
            if (!(value >= 0 && value < vocabulary && value == Math.Floor(value)))
            {
                throw NoIndex(i, width, vocabulary, value, value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <inheritdoc cref="Indices(ReadOnlySpan{float}, int, int)"/>
    public static void Indices(ReadOnlySpan<int> inputs, int width, int vocabulary)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if ((uint)inputs[i] >= (uint)vocabulary)
            {
                throw NoIndex(i, width, vocabulary, inputs[i], inputs[i].ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>The number of rows of indices to predict.</summary>
    /// <exception cref="ArgumentException">The inputs are no whole rows, the outputs are not as many, or one lies in the other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input is not from 0 to vocabulary − 1.</exception>
    public static int PredictRows<T>(ReadOnlySpan<int> inputs, int inputSize, ReadOnlySpan<T> outputs, int outputSize, int vocabulary)
        where T : unmanaged
    {
        int rows = PredictRows<int, T>(inputs, inputSize, outputs, outputSize);
        Indices(inputs, inputSize, vocabulary);
        return rows;
    }

    /// <summary>Writes indices as numbers of the network's type, which hold each of them exactly.</summary>
    public static void Convert(ReadOnlySpan<int> indices, Span<float> inputs)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            inputs[i] = indices[i];
        }
    }

    /// <inheritdoc cref="Convert(ReadOnlySpan{int}, Span{float})"/>
    public static void Convert(ReadOnlySpan<int> indices, Span<double> inputs)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            inputs[i] = indices[i];
        }
    }

    private static ArgumentOutOfRangeException NoIndex(int at, int width, int vocabulary, object value, string text) => new(
        "inputs", value, $"The input of row {at / width} at place {at % width} should be a whole number from 0 to {vocabulary - 1}; it is {text}.");
}
