namespace Backprop.Numerics;

/// <summary>How the sums of a matrix product's tile start, and what becomes of them before they are stored.</summary>
public interface ITileEnd<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>What the sums of a lane of columns start with.</summary>
    /// <param name="column">The first of its columns.</param>
    TLane Start(int column);

    /// <summary>What is stored in place of a sum.</summary>
    /// <param name="sum">The finished sum.</param>
    /// <param name="place">Where it is stored, counted from the start of the result.</param>
    TLane Finish(TLane sum, int place);
}
