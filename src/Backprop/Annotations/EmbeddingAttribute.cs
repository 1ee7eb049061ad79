namespace Backprop;

/// <summary>A vector for each number of the input, looked up in a table that is trained: <c>y[i] = W[x[i]]</c>, with <c>W [vocabulary, width]</c>.
/// It stands directly on the input, <c>[Input(n)]</c>, and makes <c>[n, width]</c> of it. The inputs are whole numbers from 0 to vocabulary − 1, and the
/// network's methods take them as <see cref="int"/> too; a call with any other value is refused.</summary>
/// <param name="vocabulary">The number of vectors, from 1 to 2²⁴: up to there, single precision holds every whole number.</param>
/// <param name="width">The numbers in a vector, at least 1.</param>
public sealed class EmbeddingAttribute(int vocabulary, int width) : LayerAttribute
{
    /// <summary>The number of vectors.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <summary>The numbers in a vector.</summary>
    public int Width { get; } = width;

    /// <summary>How the vectors start, with fan_in = vocabulary and fan_out = width. Default: <see cref="Initializer.Normal"/>, which is also what
    /// <see cref="Initializer.Auto"/> means here: N(0, 1), as in PyTorch.</summary>
    public Initializer Initializer { get; set; } = Initializer.Normal;

    /// <summary>The standard deviation of <see cref="Initializer.Normal"/>, or the constant of <see cref="Initializer.Constant"/>.
    /// Default: 1. The other initialisers do not read it.</summary>
    public float InitializerValue { get; set; } = 1;
}
