using System.Collections.Immutable;
using System.Text.Json;
using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Reference;

/// <summary>A layer in networks.json.</summary>
public sealed record ReferenceLayer(int? Units, Activation Activation, bool Bias, float Slope);

/// <summary>A network in networks.json, with what PyTorch made of it; networks.py says how.</summary>
public sealed record ReferenceNetwork(
    string Name, int Inputs, int Rows, ReferenceLayer[] Layers, string? Loss, float? Number, double[] Parameters, double[] X, int[]? Labels, double[]? Values,
    double[] Outputs, double[] Prediction, double Value, double[] Gradients, double[] InputGradient)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    public static IReadOnlyList<ReferenceNetwork> All { get; } = JsonSerializer.Deserialize<ReferenceNetwork[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "networks.json")), Options)!;

    internal Problem Problem => new(Rows, Parameters, X, Labels, Values);

    internal NetworkChoice Choice(bool isDouble) => new(
        Inputs,
        [.. Layers.Select(layer => new LayerChoice(layer.Units, layer.Activation, layer.Bias, layer.Slope))],
        Loss is null ? null : new LossChoice(Loss, Number),
        isDouble);
}
