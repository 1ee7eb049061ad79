using static System.FormattableString;

namespace Backprop;

/// <summary>Batch normalisation: y = (x − μ)/√(σ² + ε) ⊙ γ + β, channel by channel (over the last axis). In training, μ and σ² are the mean and the variance over all rows
/// and positions of the batch; inference takes their running averages, folded into the weights of the product before where there is one.
/// Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift", 2015.</summary>
/// <remarks>
/// <para>γ (<c>weight</c>, starts at 1) and β (<c>bias</c>, starts at 0) are parameters. The running mean and variance start at 0 and 1 and are part of the model's state:
/// <c>Forward</c> updates them, so a model with batch normalisation is trained by one thread at a time.</para>
/// <para>As in PyTorch, the variance that normalises is divided by n, the one that is averaged by n − 1 (Keras averages the former). A batch of one value per channel has
/// variance 0 and gives β; PyTorch refuses it.</para>
/// </remarks>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>The weight m of the newest batch: running ← (1 − m)·running + m·batch, 0 &lt; m ≤ 1, as in PyTorch. Keras's momentum is 1 − m. Default: 0.1.</summary>
    public float Momentum { get; set; } = 0.1f;

    /// <summary>ε, above 0. Default: 1e-5, as in PyTorch; Keras's is 1e-3.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there are γ and β. Default: yes.</summary>
    public bool Affine { get; set; } = true;

    internal override string InTraining => Invariant($"batch norm {Momentum}");
}
