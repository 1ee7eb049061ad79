namespace Backprop;

/// <summary>Root-mean-square normalisation over the last axis, position by position: <c>y = x / √(mean of x² + ε) ⊙ weight</c>.
/// Zhang and Sennrich, 2019. <c>weight</c> [channels] starts at one; there is no bias.</summary>
public sealed class RmsNormAttribute : LayerAttribute
{
    /// <summary>ε, finite and above 0. Default: 1e-5. (PyTorch's default is the machine's: 1.2e-7 in float.)</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there is a weight. Default: yes.</summary>
    public bool Affine { get; set; } = true;
}
