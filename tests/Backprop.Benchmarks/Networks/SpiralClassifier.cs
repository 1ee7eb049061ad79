namespace Backprop.Benchmarks.Networks;

/// <summary>W1: 2-128-3.</summary>
[Network]
[Input(2)]
[Dense(128, Activation.ReLU)]
[Dense(3)]
[SoftmaxCrossEntropy]
internal sealed partial class SpiralClassifier;
