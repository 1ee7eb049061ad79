namespace Backprop.Gradients.Tests.Serialization;

// The modules of Reference/state_dicts.py, declared here.

/// <summary>Its <c>Image</c>.</summary>
[Network]
[Input(6, 5, 2)]
[Conv2D(4, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[DepthwiseConv2D(3, 2, Multiplier = 2)]
[Conv2D(6, 2, Activation.Tanh, Groups = 2)]
[Flatten]
[BatchNorm]
[Dense(7, Activation.ReLU, Name = "hidden")]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class SavedImage;

/// <summary>The same in double precision.</summary>
[Network(Precision = Precision.Double)]
[Input(6, 5, 2)]
[Conv2D(4, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[DepthwiseConv2D(3, 2, Multiplier = 2)]
[Conv2D(6, 2, Activation.Tanh, Groups = 2)]
[Flatten]
[BatchNorm]
[Dense(7, Activation.ReLU, Name = "hidden")]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class SavedImageDouble;

/// <summary>Its <c>Branches</c>.</summary>
[Network]
[Input(4, 4, 3)]
[Conv2D(5, 3, Activation.Tanh, Name = "conv")]
[Flatten(Name = "features")]
[GlobalAveragePool(From = "conv")]
[Dense(4, Activation.Tanh, Name = "mean")]
[MaxPool2D(2, From = "input")]
[Flatten(Name = "pooled")]
[Concat("mean", "pooled", From = "features")]
[LayerNorm(Name = "norm")]
[Dense(2, Name = "out")]
[MeanSquaredError]
public sealed partial class SavedBranches;

/// <summary>Its <c>Sequence</c>.</summary>
[Network]
[Input(6)]
[Embedding(11, 4, Name = "table")]
[LayerNorm(Name = "norm")]
[Conv1D(6, 3, Name = "conv")]
[GroupNorm(2, Name = "group")]
[Flatten]
[RmsNorm(Name = "rms")]
[Dense(2, Name = "out")]
[MeanSquaredError]
public sealed partial class SavedSequence;

/// <summary>Its <c>Words</c>.</summary>
[Network]
[Input(3)]
[Embedding(5, 4, Name = "table")]
[Flatten]
[Dense(2, Name = "out")]
[MeanSquaredError]
public sealed partial class SavedWords;

/// <summary>Its <c>Deep</c>.</summary>
[Network]
[Input(4)]
[Dense(4, Activation.Tanh)]
[Dense(4, Activation.Tanh)]
[Dense(4, Activation.Tanh)]
[Dense(4, Activation.Tanh)]
[Dense(4, Activation.Tanh)]
[Dense(4, Activation.Tanh)]
[MeanSquaredError]
public sealed partial class SavedDeep;

/// <summary>A block of its <c>Residual</c>.</summary>
[Block]
[Dense(6, Activation.ReLU)]
[Dense(5)]
[Add("input")]
public sealed class SavedBlock;

/// <summary>Its <c>Residual</c>.</summary>
[Network]
[Input(5)]
[Use<SavedBlock>(Repeat = 3, Name = "body")]
[MeanSquaredError]
public sealed partial class SavedResidual;
