using System.Collections.Immutable;

namespace Backprop.Tests.Serialization;

/// <summary>Parameters, state and an architecture: all that files need of a network.</summary>
internal sealed class StoredNetwork<T>(NetworkArchitecture? architecture, ParameterLayout layout, ParameterLayout state) : INetwork<T>
    where T : unmanaged
{
    private readonly T[] parameters = new T[layout.Count], running = new T[state.Count];

    public NetworkArchitecture? Architecture => architecture;

    public ParameterLayout Layout => layout;

    public ParameterLayout StateLayout => state;

    public Span<T> Parameters => parameters;

    public Span<T> State => running;

    public int InputSize => 1;

    public int OutputSize => 1;

    public TargetKind Targets => TargetKind.None;

    /// <summary>All numbers, parameters first.</summary>
    public T[] Values
    {
        get => [.. parameters, .. running];
        set
        {
            value.AsSpan(0, parameters.Length).CopyTo(parameters);
            value.AsSpan(parameters.Length).CopyTo(running);
        }
    }

    public NetworkWorkspace<T> CreateWorkspace(int batchSize) => throw new NotSupportedException();

    public ReadOnlySpan<T> Forward(ReadOnlySpan<T> inputs, NetworkWorkspace<T> workspace) => throw new NotSupportedException();

    public void Predict(ReadOnlySpan<T> inputs, Span<T> outputs) => throw new NotSupportedException();

    public string? FindNonFiniteLayer(NetworkWorkspace<T> workspace) => null;
}

/// <summary>Makes networks of a few tensors.</summary>
internal static class StoredNetwork
{
    /// <summary>A dense layer of 2 inputs and 3 outputs and a norm.</summary>
    public static StoredNetwork<T> DenseAndNorm<T>(string? fingerprint = "0123456789abcdef")
        where T : unmanaged =>
        new(
            fingerprint is null ? null : new NetworkArchitecture(
                fingerprint,
                new LayerDeclaration("Input", new InputAttribute(2), [2]),
                new LayerDeclaration("Dense1", new DenseAttribute(3), [3]),
                new LayerDeclaration("BatchNorm1", new BatchNormAttribute { Affine = false }, [3])),
            new ParameterLayout(new ParameterInfo("dense1.weight", 0, [2, 3], ParameterKind.Weight), new ParameterInfo("dense1.bias", 6, [3], ParameterKind.Bias)),
            new ParameterLayout(
                new ParameterInfo("batchNorm1.runningMean", 0, [3], ParameterKind.State), new ParameterInfo("batchNorm1.runningVariance", 3, [3], ParameterKind.State)));

    /// <summary>A norm that has nothing but state, and a dense layer behind it.</summary>
    public static StoredNetwork<float> NormAndDense() =>
        new(
            new NetworkArchitecture(
                "f", new LayerDeclaration("Input", new InputAttribute(2), [2]), new LayerDeclaration("BatchNorm1", new BatchNormAttribute { Affine = false }, [2]),
                new LayerDeclaration("Dense1", new DenseAttribute(1), [1])),
            new ParameterLayout(new ParameterInfo("dense1.weight", 0, [2, 1], ParameterKind.Weight)),
            new ParameterLayout(new ParameterInfo("batchNorm1.runningMean", 0, [2], ParameterKind.State)));

    /// <summary>A network of these layers, whose parameters have these names and shapes.</summary>
    public static StoredNetwork<float> Of(ImmutableArray<LayerDeclaration> layers, params (string Name, ImmutableArray<int> Shape)[] tensors) =>
        new(new NetworkArchitecture("f", layers), Layout(tensors), ParameterLayout.Empty);

    private static ParameterLayout Layout((string Name, ImmutableArray<int> Shape)[] tensors)
    {
        int offset = 0;
        var parameters = new List<ParameterInfo>();
        foreach ((string name, ImmutableArray<int> shape) in tensors)
        {
            parameters.Add(new ParameterInfo(name, offset, shape, ParameterKind.Weight));
            offset += parameters[^1].Length;
        }

        return new ParameterLayout([.. parameters]);
    }
}
