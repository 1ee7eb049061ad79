namespace Backprop.Compiler.Declaration;

/// <summary>What the parser makes of a class with <c>[Network]</c>: plain values that compare by content.</summary>
/// <param name="Spec">The network, or null where its attributes do not compile; the C# compiler then says why.</param>
/// <param name="Problems">What is wrong with it. Code is emitted only when there is nothing here.</param>
internal sealed record ParsedNetwork(NetworkSpec? Spec, EquatableArray<Problem> Problems)
{
    /// <summary>Not a network at all, or one whose attributes do not compile.</summary>
    public static ParsedNetwork None { get; } = new(null, EquatableArray<Problem>.Empty);

    /// <summary>Whether code can be emitted.</summary>
    public bool IsValid => Spec is not null && Problems.Count == 0;
}
