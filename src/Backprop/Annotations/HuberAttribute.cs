using static System.FormattableString;

namespace Backprop;

/// <summary>L = mean h(z − y) over rows and outputs, h(d) = ½d² for |d| ≤ δ and δ·(|d| − ½δ) beyond, as PyTorch's <c>HuberLoss</c>.
/// Targets: <c>rows × outputs</c> values.</summary>
/// <param name="delta">Where the parabola turns into a line; finite and above 0.</param>
public sealed class HuberAttribute(float delta = 1f) : LossAttribute
{
    /// <summary>Where the parabola turns into a line.</summary>
    public float Delta { get; } = delta;

    internal override string InTraining => Invariant($"Huber {Delta}");
}
