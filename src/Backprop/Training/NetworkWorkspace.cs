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
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    protected NetworkWorkspace(int batchSize, int parameterCount)
    {
        if (batchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"A workspace holds at least 1 row, not {batchSize}.");
        }

        BatchSize = batchSize;
        gradients = new NetworkBuffer<T>(parameterCount);
    }

    /// <summary>The most rows that fit.</summary>
    public int BatchSize { get; }

    /// <summary>The rows of the last <c>Forward</c>; 0 before the first.</summary>
    public int Rows { get; private set; }

    /// <summary>∂L/∂parameters, in the layout of the network's parameters.</summary>
    public Span<T> Gradients => gradients.Span;

    /// <summary>How far the last step went. For the emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public WorkspaceStage Stage { get; private set; }

    /// <summary>The first gradient. For the emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ref T GradientOrigin => ref gradients.Origin;

    /// <summary>Records how far a step went. For the emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Advance(WorkspaceStage stage, int rows)
    {
        Stage = stage;
        Rows = rows;
    }
}
