namespace Backprop.Gradients.Tests.Normalization;

/// <summary>After products whose weights it can be folded into, with and without their own bias, before an activation that fuses and one that does not.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5)]
[Dense(17)]
[BatchNorm(Momentum = 0.25f)]
[Activation(Activation.ReLU)]
[Dense(3, UseBias = false)]
[BatchNorm(Affine = false)]
[Activation(Activation.Tanh)]
[MeanSquaredError]
public sealed partial class FoldedNorms;

/// <summary>On the input, on a value that something else reads, and on an activation: nowhere a product to fold into.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(3, 2, 4)]
[BatchNorm]
[Dense(6, Name = "stem")]
[BatchNorm(Epsilon = 1e-3f)]
[Add("stem")]
[Activation(Activation.Softsign)]
[BatchNorm]
[MeanSquaredError]
public sealed partial class StandingNorms;

/// <summary>Blocks with norms, which have state of their own.</summary>
[Block]
[Dense(8)]
[BatchNorm(Name = "norm")]
[Activation(Activation.ReLU)]
[Dense(8)]
[Add("input")]
public sealed class NormedBlock;

/// <summary>Three of them, and a set of shared ones.</summary>
[Network(Precision = Precision.Double)]
[Input(8)]
[Use<NormedBlock>(Repeat = 3, Name = "body")]
[Use<NormedBlock>(Repeat = 2, Shared = true, Name = "shared")]
[MeanSquaredError]
public sealed partial class NormBlocks;

/// <summary>In single precision, for a batch of one row.</summary>
[Network]
[Input(3)]
[BatchNorm]
public sealed partial class SingleNorm;
