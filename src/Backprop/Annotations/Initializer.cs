namespace Backprop;

/// <summary>How weights start. fan_in and fan_out are the inputs and outputs of the layer; of a convolution, those that a weight's window and group connect.</summary>
public enum Initializer
{
    /// <summary>By the activation, the layer's own or that of an <c>[Activation]</c> right below it: He (normal) for the ReLU family and its smooth kin (ReLU, LeakyReLU, ELU, GELU, SiLU, Mish, Softplus, HardSwish),
    /// LeCun (normal) for SELU, Xavier (normal) for linear, tanh, sigmoid, hard sigmoid, softsign and softmax.</summary>
    Auto,

    /// <summary>N(0, 2 / (fan_in + fan_out)). Glorot and Bengio, 2010.</summary>
    XavierNormal,

    /// <summary>U(−a, a), a = √(6 / (fan_in + fan_out)). Glorot and Bengio, 2010.</summary>
    XavierUniform,

    /// <summary>N(0, 2 / fan_in). He et al., 2015.</summary>
    HeNormal,

    /// <summary>U(−a, a), a = √(6 / fan_in). He et al., 2015.</summary>
    HeUniform,

    /// <summary>N(0, 1 / fan_in). LeCun et al., 1998.</summary>
    LeCunNormal,

    /// <summary>U(−a, a), a = √(3 / fan_in). LeCun et al., 1998.</summary>
    LeCunUniform,

    /// <summary>All zeros.</summary>
    Zeros,

    /// <summary>All the same: the layer's <c>InitializerValue</c>.</summary>
    Constant,

    /// <summary>N(0, σ²): σ is the layer's <c>InitializerValue</c>.</summary>
    Normal,
}
