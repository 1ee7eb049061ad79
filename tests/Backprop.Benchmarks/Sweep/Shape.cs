namespace Backprop.Benchmarks.Sweep;

/// <summary>A perceptron and a batch.</summary>
/// <param name="Batch">Rows.</param>
/// <param name="Sizes">Inputs, units of each layer; two numbers or more.</param>
internal sealed record Shape(int Batch, IReadOnlyList<int> Sizes)
{
    /// <summary>The sizes, such as <c>784-128-10</c>.</summary>
    public string Network { get; } = string.Join('-', Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Sizes and batch; also what the measuring programs call it.</summary>
    public string Name => Invariant($"{Network} b{Batch}");

    /// <summary>Multiplications and additions of a training step's products.</summary>
    public double Flops
    {
        get
        {
            double sum = 0;
            for (int layer = 1; layer < Sizes.Count; layer++)
            {
                sum += (layer == 1 ? 4.0 : 6.0) * Batch * Sizes[layer - 1] * Sizes[layer];
            }

            return sum;
        }
    }
}
