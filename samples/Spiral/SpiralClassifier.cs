using Backprop;

namespace Spiral;

/// <summary>The textbook's network: 2 → 128 → 3.</summary>
[Network]
[Input(2)]
[Dense(128, Activation.ReLU)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class SpiralClassifier;
