using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Asks the processor for memory that will be written soon.</summary>
internal static unsafe class Prefetch
{
    private const int CacheLine = 64;

    /// <summary>Some cache lines of each of some rows. It changes nothing but the time that writing takes: a store to a line that is far away waits for it, and all later stores behind it.</summary>
    /// <param name="matrix">The first row's first value.</param>
    /// <param name="column">The column that is written first.</param>
    /// <param name="columns">From row to row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="lines">How many lines of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a call would throw references of the tile out of their registers
    public static void Block<T>(ref T matrix, int column, int columns, int rows, int lines)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        ref T place = ref Unsafe.Add(ref matrix, column);
        for (int row = 0; row < rows; row++)
        {
            void* line = Unsafe.AsPointer(ref place); // an address only: nothing is read through it
            Sse.Prefetch0(line);
            if (lines > 1)
            {
                Sse.Prefetch0((byte*)line + CacheLine);
            }

            if (lines > 2)
            {
                Sse.Prefetch0((byte*)line + (2 * CacheLine));
            }

            place = ref Unsafe.Add(ref place, columns);
        }
    }
}
