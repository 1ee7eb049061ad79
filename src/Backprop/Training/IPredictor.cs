using System.ComponentModel;
using Backprop.Numerics;

namespace Backprop;

/// <summary>A compiled network, seen without its own type, as far as it predicts: one that can be trained (<see cref="INetwork{T}"/>), or one whose weights lie in the
/// assembly (<see cref="WeightsAttribute"/>).</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IPredictor<T>
    where T : unmanaged
{
    /// <summary>The names, offsets, shapes and kinds of the parameters.</summary>
    ParameterLayout Layout { get; }

    /// <summary>The names, offsets and shapes of what training changes beside the parameters.</summary>
    ParameterLayout StateLayout => ParameterLayout.Empty;

    /// <summary>All parameters, to be read: in declaration order, weights before biases, no padding.</summary>
    ReadOnlySpan<T> ParameterValues { get; }

    /// <summary>What training changes beside the parameters, to be read. Empty for most networks.</summary>
    ReadOnlySpan<T> StateValues => default;

    /// <summary>The layers as they were declared; null for a network that was not emitted by the compiler.</summary>
    NetworkArchitecture? Architecture => null;

    /// <summary>Values per input row.</summary>
    int InputSize { get; }

    /// <summary>Values per output row.</summary>
    int OutputSize { get; }

    /// <summary>Inference, row by row: probabilities where the loss is a cross-entropy, raw outputs otherwise. Thread-safe, allocates nothing.</summary>
    void Predict(ReadOnlySpan<T> inputs, Span<T> outputs);

    /// <summary>A thread's share of a call. For the library: with <c>Predict</c> and the others it goes through the checks.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void RunShare(scoped in NetworkCall<T> call, NetworkWorkspace<T>? workspace, Share share) =>
        throw new NotSupportedException($"{GetType().Name} does not share its work among threads.");
}
