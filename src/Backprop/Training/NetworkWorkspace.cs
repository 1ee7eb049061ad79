using System.ComponentModel;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Everything a network needs beside its parameters: activations, gradients, scratch. Allocated once, for up to
/// <see cref="BatchSize"/> rows; one workspace serves one caller at a time.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class NetworkWorkspace<T>
    where T : unmanaged
{
    private readonly NetworkBuffer<T> gradients, losses;

    /// <summary>For the emitted workspaces.</summary>
    /// <param name="batchSize">The most rows that fit.</param>
    /// <param name="parameterCount">The number of gradients.</param>
    /// <param name="widestRow">The size of the largest value, per row.</param>
    /// <param name="threads">The threads of a step; 0: as many as the work is worth, at most <see cref="Parallelism.MaxThreads"/>.</param>
    /// <param name="workPerRow">The multiply-adds of a training step, per row.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1, or so large that a value exceeds what one array holds; or the threads are below 0.</exception>
    protected NetworkWorkspace(int batchSize, int parameterCount, long widestRow, int threads = 0, long workPerRow = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (batchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"A workspace holds at least 1 row, not {batchSize}.");
        }

        if (batchSize * widestRow > NetworkBuffer<T>.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(batchSize), batchSize, $"The widest value has {widestRow} numbers a row, so that at most {NetworkBuffer<T>.MaxLength / widestRow} rows fit one array, not {batchSize}.");
        }

        BatchSize = batchSize;
        Threads = threads > 0 ? threads : Parallelism.ThreadsFor(batchSize, workPerRow);
        gradients = new NetworkBuffer<T>(parameterCount);
        losses = new NetworkBuffer<T>((batchSize + (Share.RowGroup - 1L)) / Share.RowGroup * Share.RowGroup);
    }

    /// <summary>The most rows that fit.</summary>
    public int BatchSize { get; }

    /// <summary>The most threads that work on a step: that of the caller and background threads, which all workspaces of the process share. What comes out does not depend
    /// on their number, to the bit. A thread gets 16 rows or more.</summary>
    public int Threads { get; }

    /// <summary>The rows of the last <c>Forward</c>; 0 before the first.</summary>
    public int Rows { get; private set; }

    /// <summary>The seed of what training draws at random: which values dropout drops, what noise adds. 0 by default; the trainer sets its own.</summary>
    public long Seed { get; set; }

    /// <summary>How many times <c>Forward</c> has run. What training draws at random depends on the seed, this number, the layer and the place in the
    /// batch, so that setting both repeats a step.</summary>
    public long Step { get; set; }

    /// <summary>∂L/∂parameters, in the layout of the network's parameters.</summary>
    public Span<T> Gradients => gradients.Span;

    /// <summary>How far the last step went. For the emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public WorkspaceStage Stage { get; private set; }

    /// <summary>The gradients' memory. For the emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public NetworkBuffer<T> GradientBuffer => gradients;

    /// <summary>What each row, or each place of a lane of rows, adds to the loss: summed up in this order, whoever computed it. For the emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public NetworkBuffer<T> Losses => losses;

    /// <summary>Does a call of the network with all threads, and records how far the step went. For the emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Run(INetwork<T> network, scoped NetworkCall<T> call)
    {
        NetworkTask<T>.Run(network, this, call, Threads);
        if (call.Has(NetworkWork.Forward | NetworkWork.Infer))
        {
            Advance(call.Has(NetworkWork.Forward) ? WorkspaceStage.Forward : WorkspaceStage.Evaluation, call.Rows);
        }

        // A loss leads on to Backward only after Forward.
        if (call.Has(NetworkWork.LossOfLabels | NetworkWork.LossOfTargets) && Stage == WorkspaceStage.Forward)
        {
            Advance(WorkspaceStage.Loss, call.Rows);
        }

        if (call.Has(NetworkWork.Backward))
        {
            Advance(WorkspaceStage.Empty, call.Rows);
        }
    }

    /// <summary>Records how far a step went. For the emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Advance(WorkspaceStage stage, int rows)
    {
        Stage = stage;
        Rows = rows;
        if (stage == WorkspaceStage.Forward)
        {
            Step++;
        }
    }
}
