using System.ComponentModel;
using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>How many threads the library works with where nobody says. Threads are shared by the whole process, come into being when they are first needed and sleep
/// when there is nothing to do. Results never depend on how many there are, to the bit.</summary>
public static class Parallelism
{
    /// <summary>The fewest multiply-adds that a thread should get: about 35 µs of work in large layers, 100 µs in small ones. To wake a thread takes 5 to 50 µs.</summary>
    internal const long WorkPerThread = 2_000_000;

    private static int maxThreads = Environment.ProcessorCount;

    /// <summary>The most threads of a prediction, and of a workspace that is not told how many: 1 or more, one per core by default. Set it to 1 where you call from
    /// threads of your own that keep all cores busy. Workspaces that exist stay as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public static int MaxThreads
    {
        get => maxThreads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            maxThreads = value;
        }
    }

    /// <summary>Whether a prediction may be worth several threads. For the emitted code, where the work of a row is a constant.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="workPerRow">The multiply-adds of a row.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWorthwhile(int rows, long workPerRow) => rows > Share.RowGroup && rows * (double)workPerRow >= 2 * WorkPerThread;

    /// <summary>Predicts with as many threads as that is worth and as are allowed. For the emitted code.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The checked inputs.</param>
    /// <param name="outputs">The checked outputs.</param>
    /// <param name="rows">Their rows.</param>
    /// <param name="workPerRow">The multiply-adds of a row.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.NoInlining)] // its locals would have to be cleared in each prediction of one row
    public static void Predict<T>(IPredictor<T> network, ReadOnlySpan<T> inputs, Span<T> outputs, int rows, long workPerRow)
        where T : unmanaged
    {
        var call = new NetworkCall<T>(NetworkWork.Predict, rows) { Inputs = inputs, Outputs = outputs };
        int threads = ThreadsFor(rows, workPerRow);
        if (threads == 1)
        {
            network.RunShare(in call, null, default);
        }
        else
        {
            NetworkTask<T>.Run(network, null, call, threads);
        }
    }

    /// <summary>As many threads as rows and work keep busy.</summary>
    internal static int ThreadsFor(int rows, long workPerRow)
    {
        long byWork = rows * (double)workPerRow / WorkPerThread is var threads && threads < int.MaxValue ? (long)threads : int.MaxValue;
        return (int)Math.Clamp(Math.Min(byWork, (rows + (Share.RowGroup - 1L)) / Share.RowGroup), 1, maxThreads);
    }
}
