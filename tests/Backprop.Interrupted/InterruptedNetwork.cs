namespace Backprop.Interrupted;

/// <summary>Little for the JIT to compile, and large enough for its file to take a while.</summary>
[Network]
[Input(32)]
[Dense(256)]
[Dropout(0.2f)]
[Dense(4)]
[MeanSquaredError]
public sealed partial class InterruptedNetwork;
