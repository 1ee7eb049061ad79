using System.Collections.Immutable;
using static System.FormattableString;

namespace Backprop.Gradients.Tests.Infrastructure;

/// <summary>A network that a test makes up.</summary>
internal sealed record NetworkChoice(int Inputs, ImmutableArray<LayerChoice> Layers, LossChoice? Loss, bool IsDouble = true, bool InputGradient = true)
{
    public int Outputs => Layers.Select(layer => layer.Units).LastOrDefault(units => units is not null) ?? Inputs;

    /// <summary>The attributes and the class.</summary>
    public string Declare(string name)
    {
        string precision = IsDouble ? "Precision = Precision.Double, " : "";
        string inputGradient = InputGradient ? "true" : "false";
        return Invariant($"[Network({precision}InputGradient = {inputGradient})] [Input({Inputs})] {Attributes} public sealed partial class {name};");
    }

    public override string ToString() => Invariant($"{(IsDouble ? "double" : "float")} [Input({Inputs})] {string.Join(" ", Layers)} {Loss?.ToString() ?? "without loss"}");

    private string Attributes => string.Join(' ', Layers.Select(layer => layer.Attribute).Append(Loss?.Attribute ?? ""));
}
