using static System.FormattableString;

namespace Backprop.Gradients.Tests.Infrastructure;

/// <summary>A layer of a network that a test makes up: <c>[Dense]</c>, or <c>[Activation]</c> where there are no units.</summary>
internal sealed record LayerChoice(int? Units, Activation Activation, bool UseBias = true, float Slope = 0.01f)
{
    public static LayerChoice Dense(int units, Activation activation = Activation.Linear, bool useBias = true, float slope = 0.01f) =>
        new(units, activation, useBias, slope);

    public static LayerChoice Alone(Activation activation, float slope = 0.01f) => new(null, activation, false, slope);

    public string Attribute
    {
        get
        {
            string slope = Activation == Activation.LeakyReLU ? Invariant($", Slope = {Slope:R}f") : "";
            return Units is { } units
                ? Invariant($"[Dense({units}, Activation.{Activation}{(UseBias ? "" : ", UseBias = false")}{slope})]")
                : $"[Activation(Activation.{Activation}{slope})]";
        }
    }

    public override string ToString() => Attribute.Replace("Activation.", "", StringComparison.Ordinal);
}
