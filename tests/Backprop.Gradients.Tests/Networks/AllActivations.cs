namespace Backprop.Gradients.Tests.Networks;

// Together they have every activation and every loss, widths on both sides of a lane, and biases and none; each once in single and once in double precision.

/// <summary>ReLU and its kin.</summary>
[Network]
[Input(7), Dense(33, Activation.ReLU), Dense(17, Activation.LeakyReLU), Dense(16, Activation.ELU), Dense(15, Activation.SELU), Dense(5), SoftmaxCrossEntropy]
public sealed partial class Rectifiers;

/// <inheritdoc cref="Rectifiers"/>
[Network(Precision = Precision.Double)]
[Input(7), Dense(33, Activation.ReLU), Dense(17, Activation.LeakyReLU), Dense(16, Activation.ELU), Dense(15, Activation.SELU), Dense(5), SoftmaxCrossEntropy]
public sealed partial class RectifiersDouble;

/// <summary>The smooth ones.</summary>
[Network(InputGradient = true)]
[Input(16), Dense(31, Activation.GELU), Dense(40, Activation.GELUTanh), Dense(9, Activation.SiLU), Dense(12, Activation.Mish), Dense(1), MeanSquaredError]
public sealed partial class Smooths;

/// <inheritdoc cref="Smooths"/>
[Network(Precision = Precision.Double, InputGradient = true)]
[Input(16), Dense(31, Activation.GELU), Dense(40, Activation.GELUTanh), Dense(9, Activation.SiLU), Dense(12, Activation.Mish), Dense(1), MeanSquaredError]
public sealed partial class SmoothsDouble;

/// <summary>The cheap imitations.</summary>
[Network]
[Input(3), Dense(20, Activation.Softplus), Dense(18, Activation.Softsign), Dense(70, Activation.HardSigmoid), Dense(34, Activation.HardSwish, UseBias = false), Dense(3), BinaryCrossEntropy]
public sealed partial class Imitations;

/// <inheritdoc cref="Imitations"/>
[Network(Precision = Precision.Double)]
[Input(3), Dense(20, Activation.Softplus), Dense(18, Activation.Softsign), Dense(70, Activation.HardSigmoid), Dense(34, Activation.HardSwish, UseBias = false), Dense(3), BinaryCrossEntropy]
public sealed partial class ImitationsDouble;

/// <summary>The oldest ones, and a softmax as output.</summary>
[Network]
[Input(20), Dense(19, Activation.Sigmoid, UseBias = false), Dense(16, Activation.Tanh), Dense(20, Activation.Linear), Activation(Activation.Softmax), Huber(0.05f)]
public sealed partial class Classics;

/// <inheritdoc cref="Classics"/>
[Network(Precision = Precision.Double)]
[Input(20), Dense(19, Activation.Sigmoid, UseBias = false), Dense(16, Activation.Tanh), Dense(20, Activation.Linear), Activation(Activation.Softmax), Huber(0.05f)]
public sealed partial class ClassicsDouble;

/// <summary>Many classes, with label smoothing.</summary>
[Network]
[Input(5), Dense(24), Activation(Activation.Tanh), Dense(33), SoftmaxCrossEntropy(LabelSmoothing = 0.1f)]
public sealed partial class Classes;

/// <inheritdoc cref="Classes"/>
[Network(Precision = Precision.Double)]
[Input(5), Dense(24), Activation(Activation.Tanh), Dense(33), SoftmaxCrossEntropy(LabelSmoothing = 0.1f)]
public sealed partial class ClassesDouble;

/// <summary>Few outputs of many inputs.</summary>
[Network]
[Input(70), Dense(2, Activation.Tanh), MeanAbsoluteError]
public sealed partial class Medians;

/// <inheritdoc cref="Medians"/>
[Network(Precision = Precision.Double)]
[Input(70), Dense(2, Activation.Tanh), MeanAbsoluteError]
public sealed partial class MediansDouble;

/// <summary>No loss: the caller gives the gradient of the outputs.</summary>
[Network(InputGradient = true)]
[Input(6), Dense(18, Activation.Tanh), Dense(4)]
public sealed partial class Generator;
