namespace Backprop.Gradients.Tests.Modes;

/// <summary>Dropout and noise between layers, and a fork whose one arm drops.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6)]
[GaussianNoise(0.1f)]
[Dense(20, Activation.Tanh, Name = "stem")]
[Dropout(0.4f)]
[Dense(20, Activation.SiLU)]
[Add("stem")]
[Dropout(0.25f)]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class Dropping;

/// <summary>The same without what only training does.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(6)]
[Dense(20, Activation.Tanh, Name = "stem")]
[Dense(20, Activation.SiLU)]
[Add("stem")]
[Dense(4)]
[SoftmaxCrossEntropy]
public sealed partial class Keeping;

/// <summary>Nothing but dropout: inference is a copy.</summary>
[Network]
[Input(5)]
[Dropout(0.5f)]
public sealed partial class OnlyDropout;

/// <summary>Few channels, which are computed with rows in lanes, up to outputs that Predict makes probabilities of.</summary>
[Network]
[Input(7, 2)]
[Dropout(0.1f)]
[Conv1D(3, 4)]
[Conv1D(3, 2, UseBias = false)]
[BinaryCrossEntropy]
public sealed partial class DroppingInLanes;
