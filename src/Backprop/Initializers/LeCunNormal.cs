namespace Backprop;

/// <summary>N(0, 1 / fan_in): unit variance after every layer; what SELU networks assume.
/// Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", 1998, section 4.6.</summary>
internal sealed class LeCunNormal(int fanIn) : NormalWeights(Math.Sqrt(1.0 / AtLeastOne(fanIn, nameof(fanIn))));
