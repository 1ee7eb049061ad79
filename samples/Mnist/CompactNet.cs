using Backprop;

namespace Mnist;

/// <summary>A small convolutional network. samples/ShippedModel has the same layers, and the weights that this one learned.</summary>
[Network]
[Input(28, 28, 1)]
[Conv2D(8, 5, Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class CompactNet;
