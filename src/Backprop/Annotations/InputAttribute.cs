namespace Backprop;

/// <summary>The network's input: rows of <paramref name="size"/> values. The first of the layers.</summary>
/// <param name="size">Values per row, at least 1.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(int size) : Attribute
{
    /// <summary>Values per row.</summary>
    public int Size { get; } = size;
}
