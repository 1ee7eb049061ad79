namespace Backprop.Gradients.Tests.Networks;

/// <summary>The textbook's two-layer example in double precision.</summary>
[Network(Precision = Precision.Double)]
[Input(3)]
[Dense(4, Activation.ReLU, Name = "hidden")]
[Dense(1, Name = "output")]
[MeanSquaredError]
public sealed partial class WorkedExample;

/// <summary>The same in single precision.</summary>
[Network]
[Input(3)]
[Dense(4, Activation.ReLU, Name = "hidden")]
[Dense(1, Name = "output")]
[MeanSquaredError]
public sealed partial class WorkedExampleSingle;

/// <summary>Its first layer alone.</summary>
[Network(Precision = Precision.Double)]
[Input(3)]
[Dense(4, Activation.ReLU, Name = "hidden")]
public sealed partial class WorkedExampleHidden;
