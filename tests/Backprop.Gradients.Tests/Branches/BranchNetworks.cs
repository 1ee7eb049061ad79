namespace Backprop.Gradients.Tests.Branches;

/// <summary>A residual connection around a layer, over one with another.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5)]
[Dense(9, Activation.Tanh, Name = "stem")]
[Dense(9, Activation.Sigmoid)]
[Dense(9)]
[Add("stem")]
[Dense(9, Activation.Tanh)]
[Add("add1", "stem")]
[Dense(2)]
[MeanSquaredError]
public sealed partial class ResidualNetwork;

/// <summary>A value added to itself, and the input that three layers read.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(8)]
[Dense(8, Activation.GELU)]
[Add("dense1")]
[Multiply("input")]
[Add("input", "input")]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class ForkedNetwork;

/// <summary>A gate: one branch multiplies the other, and the input joins at the end.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(4)]
[Dense(17, Activation.Tanh, Name = "content")]
[Dense(17, Activation.Sigmoid, From = "input", Name = "gate")]
[Multiply("content")]
[Concat("input", "content")]
[Dense(1)]
[BinaryCrossEntropy]
public sealed partial class GatedNetwork;

/// <summary>Activations as layers of their own, on a value that two branches share.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(3)]
[Dense(11)]
[Activation(Activation.SiLU)]
[Activation(Activation.Softplus, From = "dense1")]
[Concat("activation1")]
[Dense(22, Activation.Tanh)]
[Add("concat1")]
[Activation(Activation.Tanh)]
public sealed partial class SharedNetwork;
