namespace Backprop.Onnx.Tests.Infrastructure;

/// <summary>A network that no compiler emitted: it computes nothing, and says of itself what it is told.</summary>
internal sealed class HandWritten(NetworkArchitecture? architecture = null, params int[] weightShape) : INetwork<float>
{
    public NetworkArchitecture? Architecture => architecture;

    public ParameterLayout Layout { get; } = weightShape.Length == 0 ? ParameterLayout.Empty : new(new ParameterInfo("dense1.weight", 0, [.. weightShape], ParameterKind.Weight));

    public Span<float> Parameters => default;

    public int InputSize => 1;

    public int OutputSize => 1;

    public TargetKind Targets => TargetKind.None;

    public NetworkWorkspace<float> CreateWorkspace(int batchSize) => throw new NotSupportedException();

    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> inputs, NetworkWorkspace<float> workspace) => throw new NotSupportedException();

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => throw new NotSupportedException();

    public string? FindNonFiniteLayer(NetworkWorkspace<float> workspace) => null;
}
