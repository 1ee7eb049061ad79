using System.ComponentModel;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Everything a network needs beside its parameters: activations, gradients, scratch. Allocated once, for up to
/// <see cref="BatchSize"/> rows; one workspace serves one thread at a time.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class NetworkWorkspace<T>
    where T : unmanaged
{
    private readonly NetworkBuffer<T> gradients;

    /// <summary>For the emitted workspaces.</summary>
    /// <param name="batchSize">The most rows that fit.</param>
    /// <param name="parameterCount">The number of gradients.</param>
    /// <param name="widestRow">The size of the largest value, per row.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1, or so large that a value exceeds what one array holds.</exception>
    protected NetworkWorkspace(int batchSize, int parameterCount, long widestRow)
    {
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
        gradients = new NetworkBuffer<T>(parameterCount);
    }

    /// <summary>The most rows that fit.</summary>
    public int BatchSize { get; }

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

    /// <summary>Records that a loss was computed, which leads on to <c>Backward</c> only after <c>Forward</c>. For the emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AdvanceToLoss()
    {
        if (Stage == WorkspaceStage.Forward)
        {
            Stage = WorkspaceStage.Loss;
        }
    }
}
