namespace Backprop;

/// <summary>N(0, 2 / fan_in): keeps the variance of signals through ReLU layers, which halve it.
/// K. He, X. Zhang, S. Ren, J. Sun, "Delving deep into rectifiers", ICCV 2015, equation 10.</summary>
internal sealed class HeNormal(int fanIn) : NormalWeights(Math.Sqrt(2.0 / AtLeastOne(fanIn, nameof(fanIn))));
