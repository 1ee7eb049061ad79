using static System.FormattableString;

namespace Backprop.Gradients.Tests.Infrastructure;

/// <summary>A loss of a network that a test makes up: the attribute's name without suffix, and its one number where it is not the default
/// (Huber's delta, the label smoothing).</summary>
internal sealed record LossChoice(string Name, float? Number = null)
{
    public const string MeanSquaredError = "MeanSquaredError", MeanAbsoluteError = "MeanAbsoluteError", Huber = "Huber",
        BinaryCrossEntropy = "BinaryCrossEntropy", SoftmaxCrossEntropy = "SoftmaxCrossEntropy";

    public double Delta => Number is { } delta ? Decimal(delta) : 1;

    public double Smoothing => Number is { } smoothing ? Decimal(smoothing) : 0;

    public string Attribute => Number is not { } number ? $"[{Name}]"
        : Name == SoftmaxCrossEntropy ? Invariant($"[{Name}(LabelSmoothing = {number:R}f)]")
        : Invariant($"[{Name}({number:R}f)]");

    public override string ToString() => Attribute;

    /// <summary>The number as the user wrote it: 0.1f is 0.1.</summary>
    public static double Decimal(float number) => double.Parse(Invariant($"{number:R}"), System.Globalization.CultureInfo.InvariantCulture);
}
