using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>A lane (<see cref="ILane{TSelf}"/>) of a given element type, and how it moves between registers and memory.
/// Offsets count elements from the reference; nothing here checks bounds: the emitted code's callers have.</summary>
public interface ILane<TSelf, T> : ILane<TSelf>
    where TSelf : struct, ILane<TSelf, T>
    where T : unmanaged
{
    /// <summary>The lane at <paramref name="source"/> + <paramref name="offset"/>.</summary>
    static abstract TSelf Load(ref readonly T source, int offset);

    /// <summary>Adds a · b to a sum, where b is the lane at <paramref name="source"/> + <paramref name="offset"/>: one instruction a register, which b takes none of.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf a, ref readonly T source, int offset);

    /// <summary>Adds a · b to a sum, where b is the number at <paramref name="source"/> + <paramref name="offset"/>, in every place: part of the same instruction, where the processor can.</summary>
    static abstract void AddScaled(ref TSelf sum, TSelf a, ref readonly T source, int offset);

    /// <summary>The first <paramref name="count"/> places from memory, zeros in the rest; 0 ≤ count ≤ Width. Reads nothing beyond them.</summary>
    static abstract TSelf LoadPartial(ref readonly T source, int offset, int count);

    /// <summary>The lane of source[offset + i·stride], i = 0 … count − 1, zeros in the rest.</summary>
    static abstract TSelf LoadStrided(ref readonly T source, int offset, int stride, int count);

    /// <summary>The number at <paramref name="source"/> + <paramref name="offset"/>, in every place.</summary>
    static abstract TSelf Broadcast(ref readonly T source, int offset);

    /// <summary>The given number in every place.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary>The first <paramref name="count"/> places of the lane, zeros in the rest.</summary>
    static abstract TSelf KeepFirst(TSelf lane, int count);

    /// <summary>Every number of the lane <paramref name="times"/> times, one after the other; of the so many lanes that this makes, number <paramref name="part"/>:
    /// place i holds the number of place (Width·part + i) / times. 1 ≤ times ≤ Width, 0 ≤ part &lt; times: constants, or it takes long.</summary>
    static abstract TSelf Repeat(TSelf lane, int times, int part);

    /// <summary>Adds a part of the repeated lane (<see cref="Repeat"/>), times the lane at <paramref name="source"/> + <paramref name="offset"/>, to a sum.</summary>
    static abstract void AddRepeated(ref TSelf sum, TSelf lane, int times, int part, ref readonly T source, int offset);

    /// <summary>The places from index · Width / 4 on, a quarter of the lane.</summary>
    static abstract Vector128<T> Quarter(TSelf lane, int index);

    /// <summary>Every second number, from the first one on: of each quarter of a, then of the same quarter of b.</summary>
    static abstract TSelf Even(TSelf a, TSelf b);

    /// <summary>Every second number, from the second one on: of each quarter of a, then of the same quarter of b.</summary>
    static abstract TSelf Odd(TSelf a, TSelf b);

    /// <summary>Half a lane at <paramref name="source"/> + <paramref name="offset"/>: the lower half of the places. The others are not defined, and nothing is read for them.</summary>
    static abstract TSelf LoadHalf(ref readonly T source, int offset);

    /// <summary>Writes the lane to <paramref name="destination"/> + <paramref name="offset"/>.</summary>
    static abstract void Store(TSelf lane, ref T destination, int offset);

    /// <summary>Writes the lower half of the lane to <paramref name="destination"/> + <paramref name="offset"/>; touches nothing else.</summary>
    static abstract void StoreHalf(TSelf lane, ref T destination, int offset);

    /// <summary>Writes the upper half of the lane to where it lies in a lane at <paramref name="destination"/> + <paramref name="offset"/>; touches nothing else.</summary>
    static abstract void StoreUpperHalf(TSelf lane, ref T destination, int offset);

    /// <summary>Writes the first <paramref name="count"/> places; touches nothing beyond them.</summary>
    static abstract void StorePartial(TSelf lane, ref T destination, int offset, int count);

    /// <summary>Writes place i to destination[offset + i·stride], i = 0 … count − 1.</summary>
    static abstract void StoreStrided(TSelf lane, ref T destination, int offset, int stride, int count);

    /// <summary>The sum of all places by halves: (i) + (i + width/2), then width/4, … 1. The order never depends on the register width.</summary>
    static abstract T Sum(TSelf lane);

    /// <summary>The largest of all places, by <see cref="ILane{TSelf}.Larger"/>.</summary>
    static abstract T Maximum(TSelf lane);
}
