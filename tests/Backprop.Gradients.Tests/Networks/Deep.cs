namespace Backprop.Gradients.Tests.Networks;

// Everything that training and inference do differently, and everything that repeats; once in single and once in double precision.

/// <summary>A residual block with state and with dropout.</summary>
[Block]
[Conv2D(18, 3, Padding = Padding.Same)]
[BatchNorm]
[Activation(Activation.SiLU)]
[Dropout(0.1f)]
[Conv2D(18, 1)]
[LayerNorm]
[Add("input")]
public sealed class DeepBlock;

/// <summary>A residual network over images with norms, pools, noise and dropout.</summary>
[Network(InputGradient = true)]
[Input(9, 7, 3)]
[GaussianNoise(0.05f)]
[Conv2D(18, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm(Momentum = 0.3f)]
[Activation(Activation.ReLU)]
[MaxPool2D(3, Stride = 2, Padding = Padding.Same)]
[Use<DeepBlock>(Repeat = 3, Name = "body")]
[AveragePool2D(2)]
[Use<DeepBlock>(Repeat = 2, Shared = true, Name = "shared")]
[GroupNorm(3)]
[GlobalAveragePool]
[Dropout(0.2f)]
[RmsNorm]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class Deep;

/// <inheritdoc cref="Deep"/>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(9, 7, 3)]
[GaussianNoise(0.05f)]
[Conv2D(18, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm(Momentum = 0.3f)]
[Activation(Activation.ReLU)]
[MaxPool2D(3, Stride = 2, Padding = Padding.Same)]
[Use<DeepBlock>(Repeat = 3, Name = "body")]
[AveragePool2D(2)]
[Use<DeepBlock>(Repeat = 2, Shared = true, Name = "shared")]
[GroupNorm(3)]
[GlobalAveragePool]
[Dropout(0.2f)]
[RmsNorm]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class DeepDouble;
