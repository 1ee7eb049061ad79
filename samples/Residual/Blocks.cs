using Backprop;

namespace Residual;

/// <summary>One layer of sigmoids.</summary>
[Block]
[Dense(32, Activation.Sigmoid)]
public sealed class SigmoidLayer;

/// <summary>Two layers, and the input added: what the sigmoids flatten, the sum passes on.</summary>
[Block]
[Dense(32, Activation.Sigmoid)]
[Dense(32)]
[Add("input")]
public sealed class SigmoidBlock;

/// <summary>One layer of ReLUs.</summary>
[Block]
[Dense(32, Activation.ReLU)]
public sealed class ReLULayer;

/// <summary>Two layers, and the input added: K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image recognition", 2015.</summary>
[Block]
[Dense(32, Activation.ReLU)]
[Dense(32)]
[Add("input")]
[Activation(Activation.ReLU)]
public sealed class ReLUBlock;

/// <summary>The same with batch normalisation after each product, as there.</summary>
[Block]
[Dense(32, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Dense(32, UseBias = false)]
[BatchNorm]
[Add("input")]
[Activation(Activation.ReLU)]
public sealed class NormalizedBlock;
