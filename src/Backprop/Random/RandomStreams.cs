namespace Backprop;

/// <summary>The first streams of what the library draws at random, 2³² each, so that one seed can serve all of it without two uses meeting.</summary>
public static class RandomStreams
{
    /// <summary>The starting values of parameter tensor i are stream Parameters + i.</summary>
    public const long Parameters = 0L << 32;

    /// <summary>The order of the rows in epoch i is stream Shuffle + i.</summary>
    public const long Shuffle = 1L << 32;

    /// <summary>The division of a data set into parts.</summary>
    public const long Split = 2L << 32;

    /// <summary>What dropout layer i drops is stream Dropout + i.</summary>
    public const long Dropout = 3L << 32;

    /// <summary>Changes made to training data.</summary>
    public const long Augmentation = 4L << 32;

    /// <summary>What noise layer i adds is stream Noise + i.</summary>
    public const long Noise = 5L << 32;

    /// <summary>From here on, streams are the caller's own.</summary>
    public const long User = 1L << 48;
}
