namespace Backprop.Gradients.Tests.Graphs;

/// <summary>A block of a random graph.</summary>
/// <param name="Name">The class, without what tells it from those of other graphs.</param>
/// <param name="Lines">The attributes, in order.</param>
/// <param name="Input">The shape that it is made for.</param>
/// <param name="Output">The shape that it makes of that.</param>
/// <param name="Activation">What its last layer ends with.</param>
internal sealed record GraphBlock(string Name, IReadOnlyList<string> Lines, int[] Input, int[] Output, Activation Activation);
