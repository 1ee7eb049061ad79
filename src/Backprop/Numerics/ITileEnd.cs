namespace Backprop.Numerics;

/// <summary>How the sums of a matrix product's tile start, and what becomes of them before they are stored.</summary>
public interface ITileEnd<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <summary>What the sums of a lane of columns start with.</summary>
    /// <param name="aside">The values that the product was given aside: a bias, or what an activation saved.</param>
    /// <param name="column">The first of the lane's columns.</param>
    static abstract TLane Start(ref readonly T aside, int column);

    /// <summary>What is stored in place of a sum.</summary>
    /// <param name="sum">The finished sum.</param>
    /// <param name="aside">The values that the product was given aside.</param>
    /// <param name="place">Where it is stored, counted from the start of the result.</param>
    static abstract TLane Finish(TLane sum, ref readonly T aside, int place);
}
