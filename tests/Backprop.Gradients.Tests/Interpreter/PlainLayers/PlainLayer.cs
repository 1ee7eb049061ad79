namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>A parameter or a running average of a layer, and how problems draw it: around a center, with a spread.</summary>
internal sealed record PlainTensor(string Name, int[] Shape, double Center, double Spread)
{
    public int Length => PlainLayer.Size(Shape);
}

/// <summary>What a layer works on: rows of each of its inputs, its parameters and running averages; gradients of parameters are added up.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Inputs">Rows of each input.</param>
/// <param name="Parameters">The layer's parameters.</param>
/// <param name="Gradients">Their gradients.</param>
/// <param name="Squares">For each gradient, the squares of all its terms and partial sums, added up: what rounding each of them can do.</param>
/// <param name="State">The layer's running averages.</param>
/// <param name="IsTraining">Whether it is a training step.</param>
/// <param name="Bits">How many bits what is made on the way is rounded to; null for no rounding.</param>
internal sealed record PlainCall(
    int Rows, double[][] Inputs, double[][] Parameters, double[][] Gradients, double[][] Squares, double[][] State, bool IsTraining, int? Bits)
{
    public double[] X => Inputs[0];

    /// <summary>One term more in the gradient of a parameter.</summary>
    public void AddToGradient(int parameter, int index, double term)
    {
        double sum = PlainRounding.Round(Gradients[parameter][index] + term, Bits);
        Gradients[parameter][index] = sum;
        Squares[parameter][index] += (term * term) + (sum * sum);
    }
}

/// <summary>A layer, written down as plainly as possible: loops over numbers in double, and its adjoint by hand. Rows are flattened, the last axis running
/// fastest.</summary>
/// <param name="shape">The dimensions of a row of what it makes.</param>
internal abstract class PlainLayer(int[] shape)
{
    /// <summary>The dimensions of a row of what it makes.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>Values of a row.</summary>
    public int Width => Size(Shape);

    public virtual IReadOnlyList<PlainTensor> Parameters => [];

    public virtual IReadOnlyList<PlainTensor> State => [];

    public abstract double[] Forward(PlainCall call);

    /// <summary>The gradients of the inputs, one by one, given that of the result.</summary>
    public abstract double[][] Backward(PlainCall call, double[] gradient);

    /// <summary>How far each number is from where the layer has a kink, with the row it belongs to.</summary>
    public virtual IEnumerable<(int Row, double Distance)> OffKinks(PlainCall call) => [];

    /// <summary>On which side of each kink everything is.</summary>
    public virtual IEnumerable<int> Regions(PlainCall call) => [];

    public static int Size(int[] shape) => shape.Aggregate(1, (product, dimension) => product * dimension);
}
