namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>The mean over all axes but the last.</summary>
internal sealed class PlainGlobalAveragePool(int[] input) : PlainLinear([input[^1]])
{
    protected override IEnumerable<(int Input, int Output, double Factor)> Terms()
    {
        int positions = Size(input) / input[^1];
        return Enumerable.Range(0, Size(input)).Select(i => (i, i % input[^1], 1.0 / positions));
    }
}
