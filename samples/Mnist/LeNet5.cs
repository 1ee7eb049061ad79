using Backprop;

namespace Mnist;

/// <summary>
/// Two convolutions, three dense layers: the shapes of LeNet-5 in Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied
/// to document recognition", 1998, with today's ReLU and maxima where that has tanh and trainable means. 28 × 28 pixels are padded to its 32 × 32.
/// </summary>
[Network]
[Input(28, 28, 1)]
[Conv2D(6, 5, Activation.ReLU, Padding = Padding.Same)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(120, Activation.ReLU)]
[Dense(84, Activation.ReLU)]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class LeNet5;
