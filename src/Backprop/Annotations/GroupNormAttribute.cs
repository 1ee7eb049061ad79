namespace Backprop;

/// <summary>Group normalisation: each row's channels (the last axis) are cut into equal groups of neighbours, and every group is normalised over its
/// channels and all positions: <c>y = (x − mean) / √(variance + ε) ⊙ weight + bias</c>, with the biased variance. Wu and He, 2018.
/// <c>weight</c> [channels] starts at one, <c>bias</c> [channels] at zero.</summary>
/// <param name="groups">The number of groups, at least 1; it must divide the channels. 1 normalises each row as a whole, as many as there are channels
/// each channel by itself (instance normalisation).</param>
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups;

    /// <summary>ε, finite and above 0. Default: 1e-5, as in PyTorch (Keras: 1e-3).</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether there are a weight and a bias. Default: yes.</summary>
    public bool Affine { get; set; } = true;
}
