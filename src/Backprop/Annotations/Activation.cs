namespace Backprop;

/// <summary>The activation functions. Names and constants are PyTorch's.</summary>
public enum Activation
{
    /// <summary>f(x) = x.</summary>
    Linear,

    /// <summary>f(x) = max(x, 0); f′(0) = 0.</summary>
    ReLU,

    /// <summary>f(x) = x for x &gt; 0, slope·x otherwise; the slope is 0.01 unless given; f′(0) = slope.</summary>
    LeakyReLU,

    /// <summary>f(x) = x for x &gt; 0, eˣ − 1 otherwise (α = 1).</summary>
    ELU,

    /// <summary>f(x) = λ·(x for x &gt; 0, α·(eˣ − 1) otherwise); λ = 1.0507009873554805, α = 1.6732632423543772.</summary>
    SELU,

    /// <summary>f(x) = x·Φ(x) = ½·x·(1 + erf(x / √2)), exact.</summary>
    GELU,

    /// <summary>f(x) = ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), the approximation of GPT-2.</summary>
    GELUTanh,

    /// <summary>f(x) = x·σ(x), also called swish.</summary>
    SiLU,

    /// <summary>f(x) = x·tanh(ln(1 + eˣ)).</summary>
    Mish,

    /// <summary>f(x) = ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>f(x) = x / (1 + |x|).</summary>
    Softsign,

    /// <summary>f(x) = relu6(x + 3) / 6. (Keras 2 used 0.2·x + 0.5, clipped.)</summary>
    HardSigmoid,

    /// <summary>f(x) = x·relu6(x + 3) / 6.</summary>
    HardSwish,

    /// <summary>f(x) = σ(x) = 1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>f(x) = tanh(x).</summary>
    Tanh,

    /// <summary>f(x)ᵢ = e^xᵢ / Σⱼ e^xⱼ over a row: only as the network's output.</summary>
    Softmax,
}
