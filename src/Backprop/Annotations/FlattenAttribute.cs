namespace Backprop;

/// <summary>The same values as one row: <c>[7, 7, 16]</c> becomes <c>[784]</c>. Nothing is copied.</summary>
public sealed class FlattenAttribute : LayerAttribute;
