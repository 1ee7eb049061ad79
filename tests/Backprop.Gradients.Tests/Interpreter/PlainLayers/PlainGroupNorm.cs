namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>Normalisation of each row over all positions and the channels of a group, which are neighbours.</summary>
internal sealed class PlainGroupNorm(PlainAttribute attribute, int[] input) : PlainNorm(attribute, input)
{
    private readonly int groups = attribute.Numbers[0];

    protected override double[] Normalize(PlainCall call) => Standardize(call, Sets(call));

    protected override double[] NormalizeBackward(PlainCall call, double[] gradient) => StandardizeBackward(call, gradient, Sets(call));

    private IEnumerable<int[]> Sets(PlainCall call) =>
        Enumerable.Range(0, call.X.Length).GroupBy(i => (i / Width, i % Channels / (Channels / groups))).Select(set => set.ToArray());
}
