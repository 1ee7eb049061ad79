namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>Normalisation over the last axis.</summary>
internal sealed class PlainLayerNorm(PlainAttribute attribute, int[] input) : PlainNorm(attribute, input)
{
    protected override double[] Normalize(PlainCall call) => Standardize(call, Sets(call));

    protected override double[] NormalizeBackward(PlainCall call, double[] gradient) => StandardizeBackward(call, gradient, Sets(call));

    private IEnumerable<int[]> Sets(PlainCall call) => Enumerable.Range(0, call.X.Length).Chunk(Channels);
}
