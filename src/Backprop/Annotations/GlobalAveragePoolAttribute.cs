namespace Backprop;

/// <summary>The mean of each channel over all positions: <c>[…, channels]</c> becomes <c>[channels]</c>. Lin, Chen and Yan, 2013.</summary>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;
