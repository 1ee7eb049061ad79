namespace Backprop;

/// <summary>N(0, 2 / (fan_in + fan_out)): keeps the variance of signals and gradients through linear and tanh layers.
/// X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, equation 12.</summary>
internal sealed class XavierNormal(int fanIn, int fanOut) : NormalWeights(Math.Sqrt(2.0 / ((double)AtLeastOne(fanIn, nameof(fanIn)) + AtLeastOne(fanOut, nameof(fanOut)))));
