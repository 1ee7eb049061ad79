namespace Backprop.Onnx.Tests.Graph;

/// <summary>A residual block of convolutions.</summary>
[Block]
[Conv2D(4, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Activation(Activation.ReLU)]
[Conv2D(4, 3, Padding = Padding.Same, UseBias = false)]
[BatchNorm]
[Add("input")]
public sealed class ConvolutionBlock;

/// <summary>All between the first convolution and the mean has the channels first.</summary>
[Network]
[Input(8, 8, 3)]
[Conv2D(4, 3)]
[Use<ConvolutionBlock>(Repeat = 3, Name = "body")]
[Concat("conv2D1")]
[MaxPool2D(2)]
[Pad(1)]
[GlobalAveragePool]
[Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class ChannelsFirstNetwork;

/// <summary>Nothing needs the channels first.</summary>
[Network]
[Input(8, 3)]
[Dense(4)]
[BatchNorm]
[LayerNorm]
[Activation(Activation.GELU)]
[Add("dense1")]
[GlobalAveragePool]
[Dense(2)]
public sealed partial class ChannelsLastNetwork;

/// <summary>Two convolutions read the input, and two layers the first of them channels last.</summary>
[Network]
[Input(6, 6, 3)]
[Conv2D(4, 1, Name = "first")]
[Conv2D(4, 1, From = "input", Name = "second")]
[Dense(4, From = "first", Name = "third")]
[LayerNorm(From = "first", Name = "fourth")]
[Concat("second", "third")]
[Flatten]
[Dense(2)]
public sealed partial class MixedNetwork;

/// <summary>Parameters that two uses share.</summary>
[Block]
[Dense(3, Activation.Tanh)]
public sealed class SharedLayer;

/// <inheritdoc cref="SharedLayer"/>
[Network]
[Input(3)]
[Use<SharedLayer>(Repeat = 2, Shared = true, Name = "body")]
[Use<SharedLayer>(Shared = true)]
public sealed partial class SharedNetwork;

/// <summary>Nothing is left of it in inference.</summary>
[Network]
[Input(3)]
[Dropout(0.5f)]
public sealed partial class NothingNetwork;
