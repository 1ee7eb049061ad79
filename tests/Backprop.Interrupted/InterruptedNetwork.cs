namespace Backprop.Interrupted;

/// <summary>With state and dropout, and large enough for its file to take a while.</summary>
[Network]
[Input(32)]
[Dense(64, Activation.ReLU)]
[BatchNorm]
[Dropout(0.2f)]
[Dense(64, Activation.Tanh)]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class InterruptedNetwork;
