namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>The inputs behind each other along the last axis.</summary>
internal sealed class PlainConcat(int[][] inputs) : PlainLayer([.. inputs[0][..^1], inputs.Sum(input => input[^1])])
{
    public override double[] Forward(PlainCall call)
    {
        var y = new double[call.Rows * Width];
        foreach ((int input, int i, int o) in Terms(call))
        {
            y[o] = call.Inputs[input][i];
        }

        return y;
    }

    public override double[][] Backward(PlainCall call, double[] gradient)
    {
        double[][] dx = [.. call.Inputs.Select(x => new double[x.Length])];
        foreach ((int input, int i, int o) in Terms(call))
        {
            dx[input][i] = gradient[o];
        }

        return dx;
    }

    private IEnumerable<(int Input, int Index, int Output)> Terms(PlainCall call)
    {
        int before = 0;
        for (int input = 0; input < inputs.Length; input++)
        {
            int channels = inputs[input][^1];
            for (int i = 0; i < call.Inputs[input].Length; i++)
            {
                yield return (input, i, (i / channels * Shape[^1]) + before + (i % channels));
            }

            before += channels;
        }
    }
}
