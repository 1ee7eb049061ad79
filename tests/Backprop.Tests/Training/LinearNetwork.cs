using System.Collections.Immutable;

namespace Backprop.Tests.Training;

/// <summary>z = x·W + b, written as plainly as possible, with the hooks that the trainer's tests look through.</summary>
internal abstract class LinearNetwork : INetwork<float>
{
    private readonly float[] parameters;

    protected LinearNetwork(int inputSize, int outputSize)
    {
        InputSize = inputSize;
        OutputSize = outputSize;
        parameters = new float[(inputSize + 1) * outputSize];
        Layout = new ParameterLayout(
            new ParameterInfo("dense1.weight", 0, ImmutableArray.Create(inputSize, outputSize), ParameterKind.Weight),
            new ParameterInfo("dense1.bias", inputSize * outputSize, ImmutableArray.Create(outputSize), ParameterKind.Bias));
    }

    public ParameterLayout Layout { get; }

    public Span<float> Parameters => parameters;

    public int InputSize { get; }

    public int OutputSize { get; }

    public abstract TargetKind Targets { get; }

    /// <summary>Called at the start of each Forward with the number of rows.</summary>
    public Action<int>? OnForward { get; set; }

    /// <summary>If set, every Forward adds the first input of each of its rows.</summary>
    public List<float>? SeenInputs { get; set; }

    public NetworkWorkspace<float> CreateWorkspace(int batchSize) => new Workspace(batchSize, this);

    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> inputs, NetworkWorkspace<float> workspace)
    {
        var space = (Workspace)workspace;
        int rows = inputs.Length / InputSize;
        if (rows == 0 || rows > space.BatchSize || inputs.Length % InputSize != 0)
        {
            throw new ArgumentException($"{inputs.Length} inputs.", nameof(inputs));
        }

        OnForward?.Invoke(rows);
        inputs.CopyTo(space.Inputs);
        for (int row = 0; row < rows; row++)
        {
            SeenInputs?.Add(inputs[row * InputSize]);
            for (int o = 0; o < OutputSize; o++)
            {
                float sum = parameters[(InputSize * OutputSize) + o];
                for (int i = 0; i < InputSize; i++)
                {
                    sum += inputs[(row * InputSize) + i] * parameters[(i * OutputSize) + o];
                }

                space.Outputs[(row * OutputSize) + o] = sum;
            }
        }

        space.Advance(WorkspaceStage.Forward, rows);
        return space.Outputs.AsSpan(0, rows * OutputSize);
    }

    /// <summary>Writes ∂(mean loss)/∂outputs of one row, and returns the row's share of the mean loss.</summary>
    protected abstract float RowLoss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, Span<float> delta);

    public virtual float Loss(ReadOnlySpan<int> labels, NetworkWorkspace<float> workspace) => throw new InvalidOperationException("No labels.");

    public float Loss(ReadOnlySpan<float> targets, NetworkWorkspace<float> workspace)
    {
        var space = (Workspace)workspace;
        Require(space, WorkspaceStage.Forward);
        if (targets.Length != space.Rows * OutputSize)
        {
            throw new ArgumentException($"{targets.Length} targets.", nameof(targets));
        }

        float loss = 0;
        for (int row = 0; row < space.Rows; row++)
        {
            Range range = (row * OutputSize)..((row + 1) * OutputSize);
            loss += RowLoss(space.Outputs.AsSpan(range), targets[range], space.Rows, space.Delta.AsSpan(range));
        }

        space.Advance(WorkspaceStage.Loss, space.Rows);
        return loss;
    }

    public float ForwardBackward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, NetworkWorkspace<float> workspace)
    {
        Forward(inputs, workspace);
        float loss = Loss(targets, workspace);
        Backward(workspace);
        return loss;
    }

    public void Backward(NetworkWorkspace<float> workspace)
    {
        var space = (Workspace)workspace;
        Require(space, WorkspaceStage.Loss);
        Span<float> gradients = space.Gradients;
        gradients.Clear();
        for (int row = 0; row < space.Rows; row++)
        {
            for (int o = 0; o < OutputSize; o++)
            {
                float delta = space.Delta[(row * OutputSize) + o];
                gradients[(InputSize * OutputSize) + o] += delta;
                for (int i = 0; i < InputSize; i++)
                {
                    gradients[(i * OutputSize) + o] += space.Inputs[(row * InputSize) + i] * delta;
                }
            }
        }

        // As in the emitted networks: the outputs do not survive Backward.
        Array.Fill(space.Outputs, float.NaN);
        space.Advance(WorkspaceStage.Empty, space.Rows);
    }

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => Forward(inputs, CreateWorkspace(inputs.Length / InputSize)).CopyTo(outputs);

    public string? FindNonFiniteLayer(NetworkWorkspace<float> workspace)
    {
        var space = (Workspace)workspace;
        Require(space, WorkspaceStage.Forward);
        return space.Outputs.AsSpan(0, space.Rows * OutputSize).ContainsAnyExceptInRange(float.MinValue, float.MaxValue) ? "dense1" : null;
    }

    private static void Require(Workspace space, WorkspaceStage stage)
    {
        if (space.Stage != stage)
        {
            throw new InvalidOperationException($"The workspace is at {space.Stage}, not {stage}.");
        }
    }

    private sealed class Workspace(int batchSize, LinearNetwork network) : NetworkWorkspace<float>(batchSize, network.parameters.Length, Math.Max(network.InputSize, network.OutputSize))
    {
        public float[] Inputs { get; } = new float[batchSize * network.InputSize];

        public float[] Outputs { get; } = new float[batchSize * network.OutputSize];

        public float[] Delta { get; } = new float[batchSize * network.OutputSize];
    }
}
