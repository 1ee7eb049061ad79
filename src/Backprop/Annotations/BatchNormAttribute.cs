namespace Backprop;

/// <summary>Batch normalisation, channel by channel (the last axis): <c>y = (x − mean) / √(variance + ε) ⊙ weight + bias</c>. In training, mean and variance are
/// those of the batch, over its rows and all positions, the variance biased; in inference (<c>Predict</c>, <c>Evaluate</c>) they are running averages. Ioffe and Szegedy, 2015.
/// <c>weight</c> [channels] starts at one, <c>bias</c> [channels] at zero; <c>runningMean</c> [channels], from zero, and <c>runningVariance</c> [channels], from one,
/// are part of <c>model.State</c>.</summary>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>m in <c>running ← (1 − m)·running + m·batch</c>, from 0 to 1, where the batch's variance is the unbiased one: PyTorch's momentum. Keras's is 1 − m.
    /// Default: 0.1.</summary>
    public float Momentum { get; set; } = 0.1f;

    /// <summary>ε, finite and above 0. Default: 1e-5, as in PyTorch (Keras: 1e-3).</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there are a weight and a bias. Default: yes.</summary>
    public bool Affine { get; set; } = true;
}
