using System.Collections.Immutable;

namespace Backprop.Serialization;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Name">Its name, such as <c>dense1.weight</c>.</param>
/// <param name="Dtype">Its element type as the format calls it: <c>F32</c>, <c>BF16</c>, <c>I64</c>, …</param>
/// <param name="Shape">Its dimensions, row-major; none of a single number.</param>
public sealed record SafetensorsTensor(string Name, string Dtype, ImmutableArray<long> Shape)
{
    /// <summary>The number of values.</summary>
    public long Count { get; } = Shape.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>Whether its values can be read: F64, F32, F16 or BF16.</summary>
    public bool IsReadable => SafetensorsDtype.IsReadable(Dtype);
}
