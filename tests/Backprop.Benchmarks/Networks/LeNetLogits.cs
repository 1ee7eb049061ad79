namespace Backprop.Benchmarks.Networks;

/// <summary>W5 and W6: LeNet-5 without a loss, so that Predict returns what the peers return: logits.</summary>
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
internal sealed partial class LeNetLogits;
