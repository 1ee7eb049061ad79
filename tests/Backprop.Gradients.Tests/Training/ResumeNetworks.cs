namespace Backprop.Gradients.Tests.Training;

/// <summary>All that a step may depend on beside parameters and data: running averages, dropout, noise.</summary>
[Network]
[Input(6, 6, 1)]
[Conv2D(4, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dropout(0.3f)]
[Dense(12, Activation.Tanh)]
[GaussianNoise(0.1f)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class ResumeImages;

/// <summary>The tensors of one another, and the same predictions from them; only training differs.</summary>
[Network]
[Input(36)]
[Dense(5, Activation.ReLU)]
[Dropout(0.2f)]
[Dense(3)]
[Huber]
public sealed partial class ResumeDropout;

/// <inheritdoc cref="ResumeDropout"/>
[Network]
[Input(36)]
[Dense(5, Activation.ReLU)]
[Dropout(0.3f)]
[Dense(3)]
[Huber]
public sealed partial class ResumeMoreDropout;

/// <inheritdoc cref="ResumeDropout"/>
[Network]
[Input(36)]
[Dense(5, Activation.ReLU)]
[Dropout(0.2f)]
[Dense(3)]
[Huber(2f)]
public sealed partial class ResumeOtherLoss;

/// <inheritdoc cref="ResumeDropout"/>
[Network]
[Input(36)]
[Dense(5, Activation.ReLU)]
[Dropout(0.2f)]
[Dense(3)]
[MeanSquaredError]
public sealed partial class ResumeSquares;

/// <summary>Their tensors, and other predictions.</summary>
[Network]
[Input(36)]
[Dense(5, Activation.Tanh)]
[Dropout(0.2f)]
[Dense(3)]
[Huber]
public sealed partial class ResumeTanh;

/// <summary>Without state, and more parameters than an optimizer updates alone.</summary>
[Network]
[Input(36)]
[Dense(1800, Activation.ReLU)]
[Dropout(0.2f)]
[Dense(3)]
[MeanSquaredError]
public sealed partial class ResumeWide;
