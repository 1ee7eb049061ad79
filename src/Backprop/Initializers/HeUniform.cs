namespace Backprop;

/// <summary>U(−a, a) with a = √(6 / fan_in): the variance of <see cref="HeNormal"/>.
/// K. He, X. Zhang, S. Ren, J. Sun, "Delving deep into rectifiers", ICCV 2015.</summary>
internal sealed class HeUniform(int fanIn) : UniformWeights(Math.Sqrt(6.0 / AtLeastOne(fanIn, nameof(fanIn))));
