namespace Backprop.Gradients.Tests.Networks;

// Norms of all kinds and pools of all kinds, over channels below, at and above a lane, and a table of words; once in single and once in double precision.

/// <summary>Norms and pools over an image.</summary>
[Network(InputGradient = true)]
[Input(7, 6, 3)]
[BatchNorm(Affine = false)]
[Conv2D(20, 3, Padding = Padding.Same)]
[BatchNorm]
[Activation(Activation.ReLU)]
[MaxPool2D(2, Padding = Padding.Same)]
[GroupNorm(5)]
[Dense(16, Activation.Tanh)]
[LayerNorm]
[AveragePool2D(2, Stride = 1, Pads = new[] { 1, 0 })]
[GroupNorm(16, Affine = false)]
[Dense(33)]
[RmsNorm]
[MaxPool2D(3, 2, Stride = 1)]
[LayerNorm]
[GlobalAveragePool]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class NormsAndPools;

/// <inheritdoc cref="NormsAndPools"/>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(7, 6, 3)]
[BatchNorm(Affine = false)]
[Conv2D(20, 3, Padding = Padding.Same)]
[BatchNorm]
[Activation(Activation.ReLU)]
[MaxPool2D(2, Padding = Padding.Same)]
[GroupNorm(5)]
[Dense(16, Activation.Tanh)]
[LayerNorm]
[AveragePool2D(2, Stride = 1, Pads = new[] { 1, 0 })]
[GroupNorm(16, Affine = false)]
[Dense(33)]
[RmsNorm]
[MaxPool2D(3, 2, Stride = 1)]
[LayerNorm]
[GlobalAveragePool]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class NormsAndPoolsDouble;

/// <summary>A table of words.</summary>
[Network]
[Input(6)]
[Embedding(13, 19)]
[RmsNorm]
[Dense(8, Activation.SiLU)]
[GlobalAveragePool]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class Words;

/// <inheritdoc cref="Words"/>
[Network(Precision = Precision.Double)]
[Input(6)]
[Embedding(13, 19)]
[RmsNorm]
[Dense(8, Activation.SiLU)]
[GlobalAveragePool]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class WordsDouble;
