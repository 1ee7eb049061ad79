namespace Backprop.Numerics;

/// <summary>How the sums of a tile of rows in lanes start, and what becomes of them.</summary>
public interface ILaneEnd<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <summary>What a sum starts with.</summary>
    /// <param name="aside">The values that the tile was given aside: its first filter's bias.</param>
    /// <param name="result">The first of the results that lie side by side.</param>
    /// <param name="number">Which of them this is.</param>
    static abstract TLane Start(ref readonly T aside, ref readonly T result, int number);

    /// <summary>Puts a finished sum where it belongs.</summary>
    /// <param name="sum">The finished sum.</param>
    /// <param name="result">The first of the results that lie side by side.</param>
    /// <param name="number">Which of them this is.</param>
    /// <param name="adds">Whether it is added to what is there, if it is a number.</param>
    static abstract void Finish(TLane sum, ref T result, int number, bool adds);
}
