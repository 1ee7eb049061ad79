namespace Backprop;

/// <summary>A compiled network that can be trained, seen without its own type. The emitted class has the same members with its own workspace type,
/// and only those overloads that fit its loss; here, what does not fit throws.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface INetwork<T> : IPredictor<T>
    where T : unmanaged
{
    /// <summary>All parameters, in declaration order, weights before biases, no padding.</summary>
    Span<T> Parameters { get; }

    /// <summary>What training changes beside the parameters and no optimizer touches: the running averages of batch normalisation. Empty for most networks.</summary>
    Span<T> State => default;

    ReadOnlySpan<T> IPredictor<T>.ParameterValues => Parameters;

    ReadOnlySpan<T> IPredictor<T>.StateValues => State;

    /// <summary>What the loss compares the outputs with.</summary>
    TargetKind Targets { get; }

    /// <summary>Allocates a workspace for up to <paramref name="batchSize"/> rows.</summary>
    NetworkWorkspace<T> CreateWorkspace(int batchSize);

    /// <summary>Allocates a workspace for up to <paramref name="batchSize"/> rows, whose steps so many threads do together; 0: as many as the work is worth.</summary>
    NetworkWorkspace<T> CreateWorkspace(int batchSize, int threads) => CreateWorkspace(batchSize);

    /// <summary>The raw outputs (logits), <c>rows × OutputSize</c>, in training mode: dropout drops, batch normalisation takes the batch's own statistics
    /// and updates its running averages. What backward needs is kept in the workspace.</summary>
    ReadOnlySpan<T> Forward(ReadOnlySpan<T> inputs, NetworkWorkspace<T> workspace);

    /// <summary>The raw outputs (logits), <c>rows × OutputSize</c>, in inference mode, as <see cref="IPredictor{T}.Predict"/> computes them; <c>Loss</c> may follow, <c>Backward</c> not.</summary>
    ReadOnlySpan<T> Evaluate(ReadOnlySpan<T> inputs, NetworkWorkspace<T> workspace) => Forward(inputs, workspace);

    /// <summary>The mean loss of the last <c>Forward</c> or <c>Evaluate</c> against class indices.</summary>
    T Loss(ReadOnlySpan<int> labels, NetworkWorkspace<T> workspace) =>
        throw new InvalidOperationException($"{GetType().Name} does not take class labels: its targets are {Targets}.");

    /// <summary>The mean loss of the last <c>Forward</c> or <c>Evaluate</c> against rows of values or probabilities.</summary>
    T Loss(ReadOnlySpan<T> targets, NetworkWorkspace<T> workspace) =>
        throw new InvalidOperationException($"{GetType().Name} does not take targets: it has no loss.");

    /// <summary>Forward, loss and backward in one call; returns the mean loss.</summary>
    T ForwardBackward(ReadOnlySpan<T> inputs, ReadOnlySpan<int> labels, NetworkWorkspace<T> workspace) =>
        throw new InvalidOperationException($"{GetType().Name} does not take class labels: its targets are {Targets}.");

    /// <summary>Forward, loss and backward in one call; returns the mean loss.</summary>
    T ForwardBackward(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, NetworkWorkspace<T> workspace) =>
        throw new InvalidOperationException($"{GetType().Name} does not take targets: it has no loss.");

    /// <summary>The gradients of the last <c>Loss</c>, into <c>workspace.Gradients</c>.</summary>
    void Backward(NetworkWorkspace<T> workspace) =>
        throw new InvalidOperationException($"{GetType().Name} has no loss: give Backward the gradient of its outputs.");

    /// <summary>The gradients of the last <c>Forward</c>, given ∂L/∂outputs, into <c>workspace.Gradients</c>: for networks without a loss.</summary>
    void Backward(ReadOnlySpan<T> outputGradient, NetworkWorkspace<T> workspace) =>
        throw new InvalidOperationException($"{GetType().Name} has a loss: call Backward after Loss, without an output gradient.");

    /// <summary>The name of the first layer whose values, after the last <c>Forward</c>, are not all finite; null if all are.</summary>
    string? FindNonFiniteLayer(NetworkWorkspace<T> workspace);
}
