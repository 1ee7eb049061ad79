namespace Backprop.Numerics;

/// <summary>A register tile of rows in lanes: some lanes are held, and each meets some numbers or lanes; all sums stay in registers.</summary>
public interface ILaneTile
{
    /// <summary>How many each held lane meets.</summary>
    static abstract int Met { get; }

    /// <summary>Computes a product, as many of its held lanes at a time as the tile holds.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <typeparam name="T">Its element.</typeparam>
    /// <typeparam name="TFactor">What is met.</typeparam>
    /// <typeparam name="TEnd">How sums start and end.</typeparam>
    /// <param name="product">The product.</param>
    static abstract void Sum<TLane, T, TFactor, TEnd>(scoped in LaneProduct<T> product)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TFactor : struct, ILaneFactor<TLane, T>
        where TEnd : struct, ILaneEnd<TLane, T>;
}
