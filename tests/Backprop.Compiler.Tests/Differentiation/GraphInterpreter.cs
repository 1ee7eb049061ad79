using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Tests.Differentiation;

/// <summary>Computes a small graph value by value in double precision, straight from the operators' names: what the compiler should mean,
/// written down a second time.</summary>
internal sealed class GraphInterpreter(int rows, IReadOnlyDictionary<Node, double[]> given)
{
    private readonly Dictionary<Node, double[]> values = new(given);

    public double[] Value(Node node)
    {
        if (!values.TryGetValue(node, out double[]? value))
        {
            values[node] = value = Compute(node, [.. node.Inputs.Select(Value)]);
        }

        return value;
    }

    private double[] Compute(Node node, double[][] x)
    {
        int[] sizes = [.. node.Inputs.Select(input => input.Shape.Dimensions[^1])];
        return node.Operator.Name switch
        {
            "Dense" => Product(x[0], rows, sizes[0], x[1], sizes[1]),
            "DenseInputGradient" => Product(x[0], rows, sizes[0], Transposed(x[1], sizes[1]), node.Shape.Width),
            "DenseWeightGradient" => Product(Transposed(x[0], sizes[0]), sizes[0], rows, x[1], sizes[1]),
            "AddBias" => [.. x[0].Select((value, index) => value + x[1][index % sizes[1]])],
            "BiasGradient" => [.. Enumerable.Range(0, sizes[0]).Select(column => x[0].Where((_, index) => index % sizes[0] == column).Sum())],
            "Add" => [.. x[0].Zip(x[1], (a, b) => a + b)],
            "tanh" => [.. x[0].Select(Math.Tanh)],
            "tanhGradient" => [.. x[0].Zip(x[1], (d, y) => d * (1 - (y * y)))],
            "σ" => [.. x[0].Select(value => 1 / (1 + Math.Exp(-value)))],
            "σGradient" => [.. x[0].Zip(x[1], (d, y) => d * y * (1 - y))],
            "silu" => [.. x[0].Select(value => value / (1 + Math.Exp(-value)))],
            "siluGradient" => [.. x[0].Zip(x[1], (d, value) => d * SiluSlope(value))],
            _ => throw new InvalidOperationException($"The interpreter does not know {node}."),
        };
    }

    private static double SiluSlope(double x)
    {
        double sigmoid = 1 / (1 + Math.Exp(-x));
        return sigmoid + (x * sigmoid * (1 - sigmoid));
    }

    private static double[] Product(double[] left, int height, int depth, double[] right, int width)
    {
        double[] result = new double[height * width];
        for (int index = 0; index < result.Length; index++)
        {
            for (int k = 0; k < depth; k++)
            {
                result[index] += left[((index / width) * depth) + k] * right[(k * width) + (index % width)];
            }
        }

        return result;
    }

    private static double[] Transposed(double[] matrix, int width) =>
        [.. Enumerable.Range(0, matrix.Length).Select(index => matrix[((index % (matrix.Length / width)) * width) + (index / (matrix.Length / width))])];
}
