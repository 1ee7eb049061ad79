namespace Backprop.Onnx.Graph;

/// <summary>Where the channels of a tensor stand: ours are last, those of ONNX's convolutions and pools right behind the batch.</summary>
internal enum AxisOrder
{
    /// <summary>[batch, …, channels], as the library has them.</summary>
    ChannelsLast,

    /// <summary>[batch, channels, …].</summary>
    ChannelsFirst,
}
