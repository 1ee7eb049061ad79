namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>All inputs added up, element by element.</summary>
internal sealed class PlainSum(int[] input) : PlainLayer(input)
{
    public override double[] Forward(PlainCall call) => [.. call.X.Select((_, i) => call.Inputs.Sum(x => x[i]))];

    public override double[][] Backward(PlainCall call, double[] gradient) => [.. call.Inputs.Select(_ => (double[])gradient.Clone())];
}
