namespace Backprop;

/// <summary>The largest value of each window, channel by channel: <c>[height, width, channels]</c> becomes <c>[⌊(height − h) / stride⌋ + 1, ⌊(width − w) / stride⌋ + 1, channels]</c>.
/// Padding is −∞, and never the largest. The gradient goes to the largest value, of several equal ones to the first, line by line (as in PyTorch).</summary>
public sealed class MaxPool2DAttribute : PoolAttribute
{
    /// <summary>A pool with square windows.</summary>
    /// <param name="size">The window's height and width, at least 1.</param>
    public MaxPool2DAttribute(int size)
        : base(size, size)
    {
    }

    /// <summary>A pool with any windows.</summary>
    /// <param name="height">The window's height, at least 1.</param>
    /// <param name="width">The window's width, at least 1.</param>
    public MaxPool2DAttribute(int height, int width)
        : base(height, width)
    {
    }
}
