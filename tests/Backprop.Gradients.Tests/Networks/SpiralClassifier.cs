namespace Backprop.Gradients.Tests.Networks;

/// <summary>The textbook's network, as the README declares it.</summary>
[Network]
[Input(2)]
[Dense(128, Activation.ReLU)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class SpiralClassifier;
