using Backprop;

namespace Residual;

/// <summary>30 layers of sigmoids, whose derivative is at most ¼.</summary>
[Network]
[Input(2)]
[Dense(32, Activation.Sigmoid, Name = "stem")]
[Use<SigmoidLayer>(Repeat = 30, Name = "body")]
[Dense(3, Name = "head")]
[SoftmaxCrossEntropy]
public sealed partial class PlainSigmoid;

/// <summary>The same number of layers in 15 blocks, each with a way around it.</summary>
[Network]
[Input(2)]
[Dense(32, Activation.Sigmoid, Name = "stem")]
[Use<SigmoidBlock>(Repeat = 15, Name = "body")]
[Dense(3, Name = "head")]
[SoftmaxCrossEntropy]
public sealed partial class SigmoidSkip;

/// <summary>30 layers of ReLUs, whose weights start as He et al. proposed.</summary>
[Network]
[Input(2)]
[Dense(32, Activation.ReLU, Name = "stem")]
[Use<ReLULayer>(Repeat = 30, Name = "body")]
[Dense(3, Name = "head")]
[SoftmaxCrossEntropy]
public sealed partial class PlainReLU;

/// <summary>15 blocks of two ReLU layers with a way around them.</summary>
[Network]
[Input(2)]
[Dense(32, Activation.ReLU, Name = "stem")]
[Use<ReLUBlock>(Repeat = 15, Name = "body")]
[Dense(3, Name = "head")]
[SoftmaxCrossEntropy]
public sealed partial class ReLUSkip;

/// <summary>The same with batch normalisation.</summary>
[Network]
[Input(2)]
[Dense(32, Activation.ReLU, Name = "stem")]
[Use<NormalizedBlock>(Repeat = 15, Name = "body")]
[Dense(3, Name = "head")]
[SoftmaxCrossEntropy]
public sealed partial class NormalizedReLUSkip;
