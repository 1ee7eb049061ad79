namespace Backprop.Gradients.Tests.Weights;

/// <summary>The block of all of them.</summary>
[Block]
[Dense(20, Activation.ReLU)]
public sealed class Step;

/// <summary>A network whose weights are written out as constants.</summary>
[Network]
[Input(6)]
[Dense(20)]
[BatchNorm]
[Activation(Activation.Tanh)]
[Use<Step>(Repeat = 2, Name = "body")]
[Dense(5)]
[SoftmaxCrossEntropy]
[Weights("Reference/single.safetensors")]
public sealed partial class Shipped;

/// <summary>The same from a resource.</summary>
[Network]
[Input(6)]
[Dense(20)]
[BatchNorm]
[Activation(Activation.Tanh)]
[Use<Step>(Repeat = 2, Name = "body")]
[Dense(5)]
[SoftmaxCrossEntropy]
[Weights("embedded/single.safetensors")]
public sealed partial class ShippedAsResource;

/// <summary>The same, to be trained further.</summary>
[Network]
[Input(6)]
[Dense(20)]
[BatchNorm]
[Activation(Activation.Tanh)]
[Use<Step>(Repeat = 2, Name = "body")]
[Dense(5)]
[SoftmaxCrossEntropy]
[Weights("Reference/single.safetensors", Training = true)]
public sealed partial class ShippedToTrain;

/// <summary>From a file of all types, in another order.</summary>
[Network]
[Input(6)]
[Dense(20)]
[BatchNorm]
[Activation(Activation.Tanh)]
[Use<Step>(Repeat = 2, Name = "body")]
[Dense(5)]
[SoftmaxCrossEntropy]
[Weights("mixed.safetensors")]
public sealed partial class ShippedMixed;

/// <summary>In double precision, as constants.</summary>
[Network(Precision = Precision.Double)]
[Input(6)]
[Dense(20)]
[BatchNorm]
[Activation(Activation.Tanh)]
[Use<Step>(Repeat = 2, Name = "body")]
[Dense(5)]
[SoftmaxCrossEntropy]
[Weights("Reference/double.safetensors")]
public sealed partial class ShippedDouble;

/// <summary>In double precision, as a resource.</summary>
[Network(Precision = Precision.Double)]
[Input(6)]
[Dense(20)]
[BatchNorm]
[Activation(Activation.Tanh)]
[Use<Step>(Repeat = 2, Name = "body")]
[Dense(5)]
[SoftmaxCrossEntropy]
[Weights("embedded/double.safetensors")]
public sealed partial class ShippedDoubleAsResource;

/// <summary>What is loaded and trained as usual.</summary>
[Network]
[Input(6)]
[Dense(20)]
[BatchNorm]
[Activation(Activation.Tanh)]
[Use<Step>(Repeat = 2, Name = "body")]
[Dense(5)]
[SoftmaxCrossEntropy]
public sealed partial class Loaded;

/// <summary>The same in double precision.</summary>
[Network(Precision = Precision.Double)]
[Input(6)]
[Dense(20)]
[BatchNorm]
[Activation(Activation.Tanh)]
[Use<Step>(Repeat = 2, Name = "body")]
[Dense(5)]
[SoftmaxCrossEntropy]
public sealed partial class LoadedDouble;
