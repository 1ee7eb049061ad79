namespace Backprop.Gradients.Tests.Aliasing;

/// <summary>No loss: its output can be its own output gradient.</summary>
[Network(InputGradient = true)]
[Input(5)]
[Dense(16, Activation.Mish)]
[Dense(33, Activation.LeakyReLU)]
[Dense(4)]
public sealed partial class EnergyNetwork;

/// <summary>As many outputs as inputs: what comes out can go in.</summary>
[Network(InputGradient = true)]
[Input(8)]
[Dense(32, Activation.ReLU)]
[Dense(8)]
[MeanSquaredError]
public sealed partial class RollOutNetwork;

/// <summary>Two layers whose transposed weights a prediction keeps side by side.</summary>
[Network]
[Input(20)]
[Dense(3, Activation.Tanh)]
[Dense(20, Activation.ReLU)]
[Dense(3)]
public sealed partial class HourglassNetwork;

/// <summary>As many outputs as inputs, and no loss.</summary>
[Network(InputGradient = true)]
[Input(8)]
[Dense(8)]
public sealed partial class RollOutWithoutLoss;
