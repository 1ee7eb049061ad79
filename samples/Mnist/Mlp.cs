using Backprop;

namespace Mnist;

/// <summary>A multi-layer perceptron: it sees 784 numbers, not which of them are neighbours.</summary>
[Network]
[Input(28, 28, 1)]
[Flatten]
[Dense(128, Activation.ReLU)]
[Dense(64, Activation.ReLU)]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class Mlp;
