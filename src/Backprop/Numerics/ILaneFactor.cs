namespace Backprop.Numerics;

/// <summary>What the lanes of a sum of products meet.</summary>
public interface ILaneFactor<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <summary>One of the factors that are met in a round.</summary>
    /// <param name="origin">The first of them.</param>
    /// <param name="number">Which one.</param>
    /// <param name="apart">How far they lie apart, in numbers.</param>
    static abstract TLane Load(ref readonly T origin, int number, int apart);
}
