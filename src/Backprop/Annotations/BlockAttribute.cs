namespace Backprop;

/// <summary>A class with layers that networks and other blocks use as one: <see cref="UseAttribute{TBlock}"/>. It has no input and no loss; its layers start from what comes
/// in where it is used, which they call <c>"input"</c>, and the last one makes its result.
/// <code>
/// [Block, Dense(64, Activation.ReLU), Dense(64), Add("input")]
/// public sealed class Residual;
/// </code></summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class BlockAttribute : Attribute;
