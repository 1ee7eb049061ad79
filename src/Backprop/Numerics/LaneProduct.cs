namespace Backprop.Numerics;

/// <summary>A product of lanes, tile by tile: each of some lanes that are held, at every step of a walk, meets a few factors; the sums go to as many results. What follows from the sizes
/// is set once; a kernel then moves the references from tile to tile.</summary>
/// <param name="walk">The steps.</param>
/// <param name="count">How many lanes are held in all.</param>
/// <param name="apart">How far they lie apart, in lanes.</param>
/// <param name="resultsApart">How far apart the results of two of them lie, in numbers.</param>
public ref struct LaneProduct<T>(LaneWalk walk, int count, int apart, int resultsApart)
    where T : unmanaged
{
    /// <summary>The steps.</summary>
    public readonly LaneWalk Walk = walk;

    /// <summary>How many lanes are held in all.</summary>
    public readonly int Count = count;

    /// <summary>How far they lie apart, in lanes.</summary>
    public readonly int Apart = apart;

    /// <summary>How far apart the results of two of them lie, in numbers.</summary>
    public readonly int ResultsApart = resultsApart;

    /// <summary>The first lane that is held.</summary>
    public ref readonly T Held;

    /// <summary>The first factor that it meets.</summary>
    public ref readonly T Met;

    /// <summary>What sums start with, if it is read from anywhere: a bias.</summary>
    public ref readonly T Aside;

    /// <summary>The first result.</summary>
    public ref T Result;

    /// <summary>Whether the sums are added to results that are numbers.</summary>
    public bool Adds;
}
