namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>A layer without parameters that is linear but for a constant: y[o] = constant[o] + Σ factor·x[i] over its terms (i, o, factor).
/// So ∂L/∂x[i] = Σ factor·g[o] over the same terms.</summary>
internal abstract class PlainLinear(int[] shape) : PlainLayer(shape)
{
    /// <summary>All terms of one row.</summary>
    protected abstract IEnumerable<(int Input, int Output, double Factor)> Terms();

    /// <summary>What an output is without the terms.</summary>
    protected virtual double Constant(int output) => 0;

    public override double[] Forward(PlainCall call)
    {
        int inputs = call.X.Length / call.Rows;
        double[] y = [.. Enumerable.Range(0, call.Rows * Width).Select(o => Constant(o % Width))];
        foreach ((int i, int o, double factor) in Terms())
        {
            for (int row = 0; row < call.Rows; row++)
            {
                y[(row * Width) + o] = PlainRounding.Round(y[(row * Width) + o] + (factor * call.X[(row * inputs) + i]), call.Bits);
            }
        }

        return y;
    }

    public override double[][] Backward(PlainCall call, double[] gradient)
    {
        int inputs = call.X.Length / call.Rows;
        var dx = new double[call.X.Length];
        foreach ((int i, int o, double factor) in Terms())
        {
            for (int row = 0; row < call.Rows; row++)
            {
                dx[(row * inputs) + i] = PlainRounding.Round(dx[(row * inputs) + i] + (factor * gradient[(row * Width) + o]), call.Bits);
            }
        }

        return [dx];
    }
}
