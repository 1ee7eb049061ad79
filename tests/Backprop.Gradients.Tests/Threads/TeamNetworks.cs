namespace Backprop.Gradients.Tests.Threads;

/// <summary>A residual block of convolutions, and one whose repetitions share their parameters, with dropout and noise in between.</summary>
[Block]
[Conv2D(9, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Conv2D(9, 3, Activation.Tanh, Padding = Padding.Same)]
[Add("input")]
public sealed class TeamResidual;

[Block]
[Dense(20, Activation.SiLU)]
[LayerNorm]
[GaussianNoise(0.1f)]
public sealed class TeamShared;

[Network]
[Input(8, 8, 1)]
[Conv2D(9, 3, Activation.ReLU, Padding = Padding.Same)]
[Use<TeamResidual>(Repeat = 3, Name = "body")]
[DepthwiseConv2D(3, Multiplier = 2)]
[MaxPool2D(2)]
[Flatten]
[Dropout(0.3f)]
[Dense(20)]
[Use<TeamShared>(Repeat = 2, Shared = true, Name = "tail")]
[Dense(5)]
[SoftmaxCrossEntropy]
public sealed partial class TeamImages;

/// <summary>LeNet-5 of a smaller image.</summary>
[Network]
[Input(16, 16, 1)]
[Conv2D(6, 5, Activation.Tanh, Padding = Padding.Same)]
[AveragePool2D(2)]
[Conv2D(16, 3, Activation.Tanh)]
[MaxPool2D(2)]
[Flatten]
[Dense(120, Activation.Tanh)]
[Dense(84, Activation.Tanh)]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class TeamLeNet;

/// <summary>More parameters than an optimizer updates alone.</summary>
[Network(InputGradient = true)]
[Input(300)]
[Dense(250, Activation.ReLU)]
[Dense(40)]
[Huber]
public sealed partial class TeamWide;

/// <summary>Without a loss.</summary>
[Network(InputGradient = true)]
[Input(20)]
[Dense(33, Activation.Tanh)]
[Dense(20)]
public sealed partial class TeamGenerator;
