namespace Backprop.Gradients.Tests.Blocks;

/// <summary>Two dense layers around which the input flows.</summary>
[Block]
[Dense(20, Activation.ReLU)]
[Dense(12, Name = "out")]
[Add("input")]
[Activation(Activation.Tanh)]
public sealed class Residual;

/// <summary>Residual blocks in a row.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5)]
[Dense(12, Activation.SiLU, Name = "stem")]
[Use<Residual>(Repeat = 4, Name = "body")]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class Repeated;

/// <summary>The same, written out.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(5)]
[Dense(12, Activation.SiLU, Name = "stem")]
[Dense(20, Activation.ReLU)]
[Dense(12)]
[Add("stem")]
[Activation(Activation.Tanh, Name = "one")]
[Dense(20, Activation.ReLU)]
[Dense(12)]
[Add("one")]
[Activation(Activation.Tanh, Name = "two")]
[Dense(20, Activation.ReLU)]
[Dense(12)]
[Add("two")]
[Activation(Activation.Tanh, Name = "three")]
[Dense(20, Activation.ReLU)]
[Dense(12)]
[Add("three")]
[Activation(Activation.Tanh)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class WrittenOut;

/// <summary>One set of parameters for all repetitions, and for a use further on.</summary>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(12)]
[Use<Residual>(Repeat = 3, Shared = true, Name = "body")]
[Dense(12, Activation.Tanh, Name = "between")]
[Use<Residual>(Shared = true, Name = "tail")]
[MeanSquaredError]
public sealed partial class SharedBlocks;

/// <summary>A block of blocks.</summary>
[Block]
[Use<Residual>(Repeat = 3, Name = "inner")]
[Dense(12, Activation.Tanh)]
[Dropout(0.3f)]
public sealed class Stage;

/// <summary>Repetitions in repetitions, on the input itself, a use that is not repeated, and the result of a block as output.</summary>
[Network(InputGradient = true)]
[Input(12)]
[Use<Stage>(Repeat = 2, Name = "stages")]
[Use<Residual>(Name = "last")]
public sealed partial class Nested;

/// <summary>Nested, written out where it repeats.</summary>
[Network(InputGradient = true)]
[Input(12)]
[Use<Residual>(Name = "a")]
[Use<Residual>(Name = "b")]
[Use<Residual>(Name = "c")]
[Dense(12, Activation.Tanh)]
[Dropout(0.3f)]
[Use<Residual>(Name = "d")]
[Use<Residual>(Name = "e")]
[Use<Residual>(Name = "f")]
[Dense(12, Activation.Tanh)]
[Dropout(0.3f)]
[Use<Residual>(Name = "last")]
public sealed partial class NestedWrittenOut;
