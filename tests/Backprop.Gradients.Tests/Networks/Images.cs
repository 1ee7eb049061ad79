namespace Backprop.Gradients.Tests.Networks;

// Convolutions of all kinds, with numbers of filters and of inputs side by side below, at and above whole lanes; once in single and once in double precision.

/// <summary>Convolutions over images and sequences.</summary>
[Network(InputGradient = true)]
[Input(9, 11, 3)]
[Conv2D(20, 3, Activation.ReLU, Padding = Padding.Same)]
[DepthwiseConv2D(3, Activation.Tanh, StrideWidth = 2)]
[Conv2D(36, 2, Activation.SiLU, Groups = 2, Dilation = 2)]
[Conv2D(40, 2, Activation.LeakyReLU, Pads = new[] { 0, 1, 2, 0 }, UseBias = false)]
[DepthwiseConv2D(2, Activation.Tanh, Multiplier = 2)]
[Transpose(2, 0, 1)]
[Reshape(80, 12)]
[Conv1D(5, 6, Activation.Sigmoid, Stride = 2)]
[Pad(1, Value = 0.5f)]
[Conv1D(17, 1)]
[Flatten]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class Images;

/// <inheritdoc cref="Images"/>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(9, 11, 3)]
[Conv2D(20, 3, Activation.ReLU, Padding = Padding.Same)]
[DepthwiseConv2D(3, Activation.Tanh, StrideWidth = 2)]
[Conv2D(36, 2, Activation.SiLU, Groups = 2, Dilation = 2)]
[Conv2D(40, 2, Activation.LeakyReLU, Pads = new[] { 0, 1, 2, 0 }, UseBias = false)]
[DepthwiseConv2D(2, Activation.Tanh, Multiplier = 2)]
[Transpose(2, 0, 1)]
[Reshape(80, 12)]
[Conv1D(5, 6, Activation.Sigmoid, Stride = 2)]
[Pad(1, Value = 0.5f)]
[Conv1D(17, 1)]
[Flatten]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class ImagesDouble;
