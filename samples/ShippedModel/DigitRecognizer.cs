using Backprop;

namespace ShippedModel;

/// <summary>Reads a digit of 28 × 28 pixels, 0 for paper and 1 for ink. samples/Mnist trains the same layers, as <c>--model compact</c>.</summary>
[Network]
[Input(28, 28, 1)]
[Conv2D(8, 5, Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class DigitRecognizer;
