namespace Backprop;

/// <summary>U(−a, a) with a = √(3 / fan_in): the variance of <see cref="LeCunNormal"/>.
/// Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", 1998, section 4.6.</summary>
internal sealed class LeCunUniform(int fanIn) : UniformWeights(Math.Sqrt(3.0 / AtLeastOne(fanIn, nameof(fanIn))));
