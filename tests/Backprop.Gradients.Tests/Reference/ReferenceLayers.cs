using System.Text.Json;
using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Reference;

/// <summary>A case of layers.json: a network without a loss, and what PyTorch made of it; layers.py says how.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Layers">The attributes, the input first.</param>
/// <param name="Rows">Rows of <paramref name="Inputs"/>.</param>
/// <param name="FirstInputs">The inputs of a training step before, where there are running averages.</param>
/// <param name="Inputs">The inputs of the training step.</param>
/// <param name="Parameters">All parameters, in declaration order.</param>
/// <param name="OutputGradient">∂L/∂outputs.</param>
/// <param name="Outputs">The outputs in training.</param>
/// <param name="Inference">The outputs in inference after the training steps, where they differ.</param>
/// <param name="InputGradient">∂L/∂inputs; null where the inputs are indices.</param>
/// <param name="Gradients">∂L/∂parameters.</param>
/// <param name="State">The running averages after the training steps, in declaration order.</param>
public sealed record ReferenceLayers(
    string Name, string[] Layers, int Rows, double[]? FirstInputs, double[] Inputs, double[] Parameters, double[] OutputGradient,
    double[] Outputs, double[]? Inference, double[]? InputGradient, double[] Gradients, double[]? State)
{
    public static IReadOnlyList<ReferenceLayers> All { get; } = JsonSerializer.Deserialize<ReferenceLayers[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "layers.json")), JsonSerializerOptions.Web)!;

    /// <summary>All cases by number; the name is for the reader.</summary>
    public static TheoryData<int, string> Cases => [.. All.Select((one, index) => (index, one.Name))];

    internal Problem Problem => new(Rows, Parameters, Inputs, null, OutputGradient);

    /// <summary>Rows of <see cref="FirstInputs"/>.</summary>
    internal int FirstRows => FirstInputs is null ? 0 : FirstInputs.Length / (Inputs.Length / Rows);

    /// <summary>The source of the class.</summary>
    internal string Declare(string name, bool isDouble)
    {
        string precision = isDouble ? "Double" : "Single", inputGradient = InputGradient is null ? "false" : "true";
        string network = $"[Network(Precision = Precision.{precision}, InputGradient = {inputGradient})]";
        return $"using Backprop;\n{network}\n{string.Join('\n', Layers)}\npublic sealed partial class {name};";
    }
}
