namespace Backprop.Serialization;

/// <summary>Where PyTorch has the channels of a row of several dimensions, which are last here.</summary>
internal enum ChannelOrder
{
    /// <summary>First, as its convolutions, pools, batch and group normalisation want them.</summary>
    First,

    /// <summary>Last, as an embedding makes them and dense layers and layer normalisation want them.</summary>
    Last,

    /// <summary>Where the next layer wants them: in a sequence that comes in, or where there is one channel or one position.</summary>
    Free,

    /// <summary>First or last: somebody moved them on the way, and perhaps back.</summary>
    Unknown,
}
