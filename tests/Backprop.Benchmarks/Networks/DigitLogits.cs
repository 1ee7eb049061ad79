namespace Backprop.Benchmarks.Networks;

/// <summary>W5 and W6: 784-128-10 without a loss, so that Predict returns what the peers return: logits.</summary>
[Network]
[Input(784)]
[Dense(128, Activation.ReLU)]
[Dense(10)]
internal sealed partial class DigitLogits;
