namespace Backprop.Benchmarks.Networks;

/// <summary>W5: 2-128-3 without a loss, so that Predict returns what the peers return: logits.</summary>
[Network]
[Input(2)]
[Dense(128, Activation.ReLU)]
[Dense(3)]
internal sealed partial class SpiralLogits;
