namespace Backprop.Gradients.Tests.PublicApi;

[Network]
[Input(2)]
[Dense(128, Activation.ReLU)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class SpiralClassifier;
