namespace Backprop.Serialization;

/// <summary>A tensor as the header of a file describes it.</summary>
/// <param name="name">Its name.</param>
/// <param name="dtype">Its element type, one of <see cref="SafetensorsDtype"/>.</param>
/// <param name="shape">Its dimensions; none of a single number.</param>
/// <param name="begin">Where its first byte is, counted from the begin of the data.</param>
/// <param name="end">Where the byte after its last one is.</param>
internal sealed class SafetensorsEntry(string name, string dtype, long[] shape, long begin, long end)
{
    public string Name { get; } = name;

    public string Dtype { get; } = dtype;

    public long[] Shape { get; } = shape;

    public long Begin { get; } = begin;

    public long End { get; } = end;

    /// <summary>The number of values, which the header's reader found to fit.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (long size in Shape)
            {
                count *= size;
            }

            return count;
        }
    }
}
