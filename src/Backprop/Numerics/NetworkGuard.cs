using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>The checks of the emitted methods: a call that does not fit is refused before anything changes, with what was expected and what came.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class NetworkGuard
{
    /// <summary>The number of input rows.</summary>
    /// <exception cref="ArgumentException">They are no whole rows, none, or more than the workspace holds.</exception>
    public static int Rows<T>(int length, int width, NetworkWorkspace<T> workspace)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(workspace);
        int rows = length / width;
        if (length == 0 || rows * width != length)
        {
            throw new ArgumentException($"The inputs should be whole rows of {width} values, at least one; there are {length} values.", "inputs");
        }

        if (rows > workspace.BatchSize)
        {
            throw new ArgumentException($"The workspace holds {workspace.BatchSize} rows; the inputs have {rows}.", "inputs");
        }

        return rows;
    }

    /// <summary>The number of rows to predict.</summary>
    /// <exception cref="ArgumentException">The inputs are no whole rows, the outputs are not as many, or one lies in the other.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the sizes are constants of the caller: nothing is divided
    public static int PredictRows<T>(ReadOnlySpan<T> inputs, int inputSize, ReadOnlySpan<T> outputs, int outputSize)
        where T : unmanaged => PredictRows<T, T>(inputs, inputSize, outputs, outputSize);

    /// <summary>The rows of the last <c>Forward</c>.</summary>
    /// <exception cref="InvalidOperationException">There was none, or <c>Backward</c> has used it up.</exception>
    public static int Forwarded<T>(NetworkWorkspace<T> workspace)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return workspace.Stage != WorkspaceStage.Empty
            ? workspace.Rows
            : throw new InvalidOperationException("Call Forward first: this workspace holds no activations, or Backward has used them up.");
    }

    /// <summary>The rows of the last <c>Forward</c>, to go back from.</summary>
    /// <exception cref="InvalidOperationException">There was none, <c>Backward</c> has used it up, or <c>Evaluate</c> came after it.</exception>
    public static int Returnable<T>(NetworkWorkspace<T> workspace)
        where T : unmanaged
    {
        int rows = Forwarded(workspace);
        return workspace.Stage != WorkspaceStage.Evaluation
            ? rows
            : throw new InvalidOperationException("Call Forward before Backward: Evaluate computes in inference mode and keeps nothing to go back from.");
    }

    /// <summary>The rows of the last <c>Loss</c>.</summary>
    /// <exception cref="InvalidOperationException">There was none since the last <c>Forward</c>.</exception>
    public static int Lost<T>(NetworkWorkspace<T> workspace)
        where T : unmanaged
    {
        int rows = Returnable(workspace);
        return workspace.Stage == WorkspaceStage.Loss
            ? rows
            : throw new InvalidOperationException("Call Loss between Forward and Backward: without targets there is no gradient to go back from.");
    }

    /// <summary>The number of a block's repetition.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of this number.</exception>
    public static int Repetition(int index, int count) => (uint)index < (uint)count
        ? index
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"The block has the repetitions 0 to {count - 1}; there is no {index}.");

    /// <summary>Refuses labels that are not one class index per row.</summary>
    /// <exception cref="ArgumentException">Their number is not the number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is below 0 or not below the number of classes.</exception>
    public static void Labels(ReadOnlySpan<int> labels, int rows, int classes)
    {
        if (labels.Length != rows)
        {
            throw new ArgumentException($"There should be one label per row, {rows}; there are {labels.Length}.", nameof(labels));
        }

        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
            {
                throw new ArgumentOutOfRangeException(nameof(labels), labels[row], $"The label of row {row} should be 0 to {classes - 1}; it is {labels[row]}.");
            }
        }
    }

    /// <summary>Refuses targets that are not as many as the outputs.</summary>
    /// <exception cref="ArgumentException">Their number is another.</exception>
    public static void Targets(int targets, int rows, int width) => SameLength(targets, rows, width, "targets");

    /// <summary>Refuses an output gradient that is not as long as the outputs.</summary>
    /// <exception cref="ArgumentException">Its length is another.</exception>
    public static void OutputGradient(int outputGradient, int rows, int width) => SameLength(outputGradient, rows, width, "outputGradient");

    /// <summary>Refuses an output gradient that lies where the input gradient goes.</summary>
    /// <exception cref="ArgumentException">They share memory.</exception>
    public static void Apart<T>(ReadOnlySpan<T> outputGradient, ReadOnlySpan<T> inputGradient)
        where T : unmanaged
    {
        if (outputGradient.Overlaps(inputGradient))
        {
            throw new ArgumentException("The output gradient should not lie in workspace.InputGradient, which is written while it is read: copy it first.", nameof(outputGradient));
        }
    }

    /// <summary>Whether values lie, wholly or in part, in a piece of memory.</summary>
    public static bool LieIn<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> memory)
        where T : unmanaged =>
        values.Overlaps(memory);

    /// <summary>The workspace as the network's own type.</summary>
    /// <exception cref="ArgumentException">It belongs to another network.</exception>
    public static TWorkspace Own<TWorkspace>(object workspace)
        where TWorkspace : class
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return workspace as TWorkspace
            ?? throw new ArgumentException($"The workspace should be a {typeof(TWorkspace)}; it is a {workspace.GetType()}.", nameof(workspace));
    }

    /// <summary>Whether the first <paramref name="count"/> values are all finite.</summary>
    public static bool AreFinite(NetworkBuffer<float> values, int count) => !values.Span[..count].ContainsAnyExceptInRange(float.MinValue, float.MaxValue);

    /// <summary>Whether the first <paramref name="count"/> values are all finite.</summary>
    public static bool AreFinite(NetworkBuffer<double> values, int count) => !values.Span[..count].ContainsAnyExceptInRange(double.MinValue, double.MaxValue);

    /// <summary>The mean of what the rows add to the loss, summed up in their order.</summary>
    /// <param name="losses">What they add.</param>
    /// <param name="count">How many summands there are.</param>
    /// <param name="values">How many losses they are the sum of.</param>
    public static float MeanLoss(NetworkBuffer<float> losses, int count, int values)
    {
        double total = 0;
        foreach (float loss in losses.Span[..count])
        {
            total += loss;
        }

        return (float)(total / values);
    }

    /// <inheritdoc cref="MeanLoss(NetworkBuffer{float}, int, int)"/>
    public static double MeanLoss(NetworkBuffer<double> losses, int count, int values)
    {
        double total = 0;
        foreach (double loss in losses.Span[..count])
        {
            total += loss;
        }

        return total / values;
    }

    // Two lengths and two distances, and nothing is called: a prediction of one row may take no longer than a dozen nanoseconds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PredictRows<TInput, TOutput>(ReadOnlySpan<TInput> inputs, int inputSize, ReadOnlySpan<TOutput> outputs, int outputSize)
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        int rows = inputs.Length / inputSize;
        nint apart = Unsafe.ByteOffset(
            ref Unsafe.As<TInput, byte>(ref MemoryMarshal.GetReference(inputs)), ref Unsafe.As<TOutput, byte>(ref MemoryMarshal.GetReference(outputs)));
        if (rows * inputSize != inputs.Length
            || (long)rows * outputSize != outputs.Length
            || (nuint)apart < (nuint)(uint)inputs.Length * (nuint)Unsafe.SizeOf<TInput>() // the outputs start within the inputs
            || (nuint)(-apart) < (nuint)(uint)outputs.Length * (nuint)Unsafe.SizeOf<TOutput>()) // or the other way round
        {
            RefusePrediction(inputs.Length, inputSize, outputs.Length, outputSize);
        }

        return rows;
    }

    // So short that compilers see that it never returns: its caller keeps nothing for afterwards.
    [DoesNotReturn]
    private static void RefusePrediction(int inputs, int inputSize, int outputs, int outputSize) => throw PredictionRefusal(inputs, inputSize, outputs, outputSize);

    private static ArgumentException PredictionRefusal(int inputs, int inputSize, int outputs, int outputSize)
    {
        int rows = inputs / inputSize;
        return rows * inputSize != inputs
            ? new($"The inputs should be whole rows of {inputSize} values; there are {inputs} values.", nameof(inputs))
            : (long)rows * outputSize != outputs
            ? new($"The outputs of {rows} rows are {(long)rows * outputSize} values ({outputSize} each); there is room for {outputs}.", nameof(outputs))
            : new("The outputs should not lie in the memory of the inputs, which are still read while outputs are written.", nameof(outputs));
    }

    private static void SameLength(int length, int rows, int width, string name)
    {
        if ((long)rows * width != length)
        {
            throw new ArgumentException($"There should be {(long)rows * width} values, {rows} rows of {width}; there are {length}.", name);
        }
    }
}
