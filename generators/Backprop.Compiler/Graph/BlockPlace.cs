namespace Backprop.Compiler.Graph;

/// <summary>One repetition of a used block, and the one around it.</summary>
/// <param name="Parent">The repetition that this one stands in; null on the network itself.</param>
/// <param name="Prefix">What the names of its layers begin with, the same for all repetitions.</param>
/// <param name="Name">The use's name within its parent, a property's name: <c>Body</c>.</param>
/// <param name="Index">The number of the repetition, from 0.</param>
/// <param name="Count">The repetitions of the use.</param>
/// <param name="SharedBlock">The block's full name where all its shared uses have the same parameters; null where each repetition has its own.</param>
internal sealed record BlockPlace(BlockPlace? Parent, string Prefix, string Name, int Index, int Count, string? SharedBlock)
{
    /// <summary>The places around it and itself, outermost first.</summary>
    public IEnumerable<BlockPlace> Path => Parent is null ? [this] : Parent.Path.Append(this);

    /// <summary>Whether it, or one around it, stands there more than once.</summary>
    public bool IsRepeated => Count > 1 || Parent is { IsRepeated: true };
}
