using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>The steps of a sum of products of lanes: three loops in one another. The factors that are held lie where the loops' steps lead; those that they meet
/// follow one another.</summary>
/// <param name="Outer">The rounds of the outer loop.</param>
/// <param name="OuterStep">How far it goes each time, in lanes.</param>
/// <param name="Middle">The rounds of the loop in it.</param>
/// <param name="MiddleStep">How far that goes each time, in lanes.</param>
/// <param name="Inner">The rounds of the innermost loop.</param>
/// <param name="InnerStep">How far that goes each time, in lanes.</param>
/// <param name="MetStep">From the factors that are met in one round to those of the next, in numbers.</param>
/// <param name="MetApart">How far apart they lie in a round, in numbers, where they are numbers apart.</param>
public readonly record struct LaneWalk(int Outer, int OuterStep, int Middle, int MiddleStep, int Inner, int InnerStep, int MetStep, int MetApart = 1)
{
    /// <summary>The rounds of the two outer loops together.</summary>
    public int Lines
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Outer * Middle;
    }

    /// <summary>Where the innermost loop starts in one of those, in lanes. It is part of its callers: a call would spill their sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Start(int line) => Middle == 1 ? line * OuterStep : (line / Middle * OuterStep) + (line % Middle * MiddleStep);
}
