namespace Backprop;

/// <summary>U(−a, a) with a = √(6 / (fan_in + fan_out)): the variance of <see cref="XavierNormal"/>.
/// X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, equation 16.</summary>
internal sealed class XavierUniform(int fanIn, int fanOut) : UniformWeights(Math.Sqrt(6.0 / ((double)AtLeastOne(fanIn, nameof(fanIn)) + AtLeastOne(fanOut, nameof(fanOut)))));
