namespace Backprop.Benchmarks.Networks;

/// <summary>W4: LeNet-5 over unpadded images, with ReLU and maxima.</summary>
[Network]
[Input(28, 28, 1)]
[Conv2D(6, 5, Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(120, Activation.ReLU)]
[Dense(84, Activation.ReLU)]
[Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class LeNetClassifier;
