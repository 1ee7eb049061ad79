namespace Backprop.Benchmarks.Networks;

/// <summary>W2: 784-128-10.</summary>
[Network]
[Input(784)]
[Dense(128, Activation.ReLU)]
[Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class DigitClassifier;
