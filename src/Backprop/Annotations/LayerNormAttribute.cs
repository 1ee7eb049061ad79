namespace Backprop;

/// <summary>Layer normalisation over the last axis, position by position: <c>y = (x − mean) / √(variance + ε) ⊙ weight + bias</c>, where the variance
/// is the biased one, as in PyTorch. Ba, Kiros and Hinton, 2016. <c>weight</c> [channels] starts at one, <c>bias</c> [channels] at zero.</summary>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>ε, finite and above 0. Default: 1e-5, as in PyTorch (Keras: 1e-3).</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there are a weight and a bias. Default: yes.</summary>
    public bool Affine { get; set; } = true;
}
