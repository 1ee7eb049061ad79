using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>How often the rows of a matrix fall on the same place of a cache, which has one for each of its ways: more often than once for each, and they push each other out, however little
/// of each row is read. Where p = 2ⁿ is the largest power that divides a row's bytes, a column of as many rows as p goes into the cache falls on each of its places once for each way.</summary>
internal static class CachePlaces
{
    // Bytes of the smallest ones that are usual.
    private const int FirstLevel = 1 << 15, SecondLevel = 1 << 20, Page = 1 << 12;

    /// <summary>Whether rows lie whole pages apart, to a number: all of a column has one place, whatever the cache, and several reads of one line take each other for others.</summary>
    /// <param name="step">Values from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ArePagesApart<T>(int step)
        where T : unmanaged => step > 1 && (step + 1) * Unsafe.SizeOf<T>() % Page <= 2 * Unsafe.SizeOf<T>();

    /// <summary>How many times over so many rows fill their places of the first-level cache.</summary>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="step">Values from one to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float InFirstLevel<T>(int rows, int step)
        where T : unmanaged => Bytes<T>(rows, step) / FirstLevel;

    /// <summary>Or those of the second one.</summary>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="step">Values from one to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float InSecondLevel<T>(int rows, int step)
        where T : unmanaged => Bytes<T>(rows, step) / SecondLevel;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Bytes<T>(int rows, int step)
        where T : unmanaged => (float)rows * (step & -step) * Unsafe.SizeOf<T>();
}
