namespace Backprop.Gradients.Tests.Networks;

/// <summary>Exclusive or, in double precision.</summary>
[Network(Precision = Precision.Double)]
[Input(2)]
[Dense(8, Activation.Tanh)]
[Dense(1)]
[BinaryCrossEntropy]
public sealed partial class Xor;
