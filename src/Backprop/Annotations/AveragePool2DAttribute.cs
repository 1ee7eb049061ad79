namespace Backprop;

/// <summary>The mean of each window, channel by channel: <c>[height, width, channels]</c> becomes <c>[⌊(height − h) / stride⌋ + 1, ⌊(width − w) / stride⌋ + 1, channels]</c>.
/// Padding counts as zeros in the mean: PyTorch's <c>count_include_pad=True</c>, its default. (Keras leaves padding out of it.)</summary>
public sealed class AveragePool2DAttribute : PoolAttribute
{
    /// <summary>A pool with square windows.</summary>
    /// <param name="size">The window's height and width, at least 1.</param>
    public AveragePool2DAttribute(int size)
        : base(size, size)
    {
    }

    /// <summary>A pool with any windows.</summary>
    /// <param name="height">The window's height, at least 1.</param>
    /// <param name="width">The window's width, at least 1.</param>
    public AveragePool2DAttribute(int height, int width)
        : base(height, width)
    {
    }
}
