namespace Backprop.Benchmarks.Networks;

/// <summary>W3: 784-512-512-10.</summary>
[Network]
[Input(784)]
[Dense(512, Activation.ReLU)]
[Dense(512, Activation.ReLU)]
[Dense(10)]
[SoftmaxCrossEntropy]
internal sealed partial class WideClassifier;
