using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Declaration;

/// <summary>A problem and where it is in the source. Only for reporting: a location must not reach the steps that parse and emit.</summary>
internal sealed record LocatedProblem(Problem Problem, Location Location)
{
    /// <summary>A problem of the class itself.</summary>
    public static LocatedProblem At(Location location, string id, params string[] arguments) =>
        new(Problem.At(Problem.OnClass, id, arguments), location);
}
