namespace Backprop.Tests.Optimization;

/// <summary>Parameters and a layout, two dense layers of 3-2-1 with a norm between them: all that an optimizer needs of a network.</summary>
internal sealed class FakeNetwork(int parameterCount = 11) : INetwork<float>
{
    private readonly float[] parameters = new float[parameterCount];

    public ParameterLayout Layout { get; } = new(
        new ParameterInfo("dense1.weight", 0, [3, 2], ParameterKind.Weight),
        new ParameterInfo("rmsNorm1.weight", 6, [2], ParameterKind.Scale),
        new ParameterInfo("dense2.weight", 8, [2, 1], ParameterKind.Weight),
        new ParameterInfo("dense2.bias", 10, [1], ParameterKind.Bias));

    public Span<float> Parameters => parameters;

    public int InputSize => 3;

    public int OutputSize => 1;

    public TargetKind Targets => TargetKind.None;

    public static bool Decays(int index) => index is not (6 or 7 or 10);

    public NetworkWorkspace<float> CreateWorkspace(int batchSize) => new FakeWorkspace(parameterCount);

    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> inputs, NetworkWorkspace<float> workspace) => throw new NotSupportedException();

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => throw new NotSupportedException();

    public string? FindNonFiniteLayer(NetworkWorkspace<float> workspace) => null;
}

/// <summary>A workspace with gradients and nothing else.</summary>
internal sealed class FakeWorkspace(int parameterCount) : NetworkWorkspace<float>(1, parameterCount, widestRow: 1);
