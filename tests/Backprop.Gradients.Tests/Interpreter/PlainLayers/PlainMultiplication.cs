namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>All inputs multiplied, element by element.</summary>
internal sealed class PlainMultiplication(int[] input) : PlainLayer(input)
{
    public override double[] Forward(PlainCall call) => [.. call.X.Select((_, i) => Product(call.Inputs, i))];

    public override double[][] Backward(PlainCall call, double[] gradient) =>
        [.. call.Inputs.Select((_, one) => gradient.Select((g, i) => g * Product(call.Inputs.Where((_, other) => other != one), i)).ToArray())];

    private static double Product(IEnumerable<double[]> factors, int i) => factors.Aggregate(1.0, (product, factor) => product * factor[i]);
}
