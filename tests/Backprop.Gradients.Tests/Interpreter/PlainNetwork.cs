using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Interpreter;

/// <summary>What the interpreter found: the loss, its gradients, and what was on the way.</summary>
internal sealed record Interpretation(double Loss, double[] Outputs, double[] Prediction, double[] Gradients, double[] InputGradient);

/// <summary>The networks, interpreted: plain loops over numbers, in double. It knows nothing of lanes, fusion or plans, and is what the emitted code is
/// held against.</summary>
internal sealed class PlainNetwork
{
    private readonly NetworkChoice network;
    private readonly Stage[] stages;

    public PlainNetwork(NetworkChoice network)
    {
        this.network = network;
        stages = new Stage[network.Layers.Length];
        int width = network.Inputs, offset = 0;
        for (int i = 0; i < stages.Length; i++)
        {
            LayerChoice layer = network.Layers[i];
            stages[i] = new Stage(layer, width, layer.Units ?? width, offset, LossChoice.Decimal(layer.Slope));
            offset += stages[i].ParameterCount;
            width = stages[i].Outputs;
        }

        ParameterCount = offset;
    }

    public int ParameterCount { get; }

    /// <summary>Forward and backward.</summary>
    public Interpretation Run(Problem problem)
    {
        (double[][] sums, double[][] values) = Forward(problem.Parameters, problem.Inputs, problem.Rows);
        double[] outputs = values[^1];
        (double loss, double[] delta) = PlainLoss.Evaluate(network.Loss, outputs, problem);
        var gradients = new double[ParameterCount];
        for (int i = stages.Length - 1; i >= 0; i--)
        {
            delta = stages[i].Backward(problem, sums[i], values[i], delta, gradients);
        }

        return new Interpretation(loss, outputs, PlainLoss.Prediction(network.Loss, outputs, network.Outputs), gradients, delta);
    }

    /// <summary>What the first layer's activation is applied to.</summary>
    public double[] FirstSums(Problem problem) => Forward(problem.Parameters, problem.Inputs, problem.Rows).Sums[0];

    /// <summary>The distance of the pre-activations, and of the outputs from the targets, to the nearest kink. One that is exactly on a kink because
    /// everything before it is zero stays there whatever the weights, and does not count.</summary>
    public double KinkDistance(Problem problem) =>
        OffKinks(problem).Select(pair => Math.Abs(pair)).Where(distance => distance > 0).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>On which side of every kink everything is: −1, 0 or 1 each.</summary>
    public int[] Regions(Problem problem) => [.. OffKinks(problem).Select(Math.Sign)];

    private IEnumerable<double> OffKinks(Problem problem)
    {
        (double[][] sums, double[][] values) = Forward(problem.Parameters, problem.Inputs, problem.Rows);
        for (int i = 0; i < stages.Length; i++)
        {
            double[] kinks = PlainActivation.Kinks(network.Layers[i].Activation).ToArray();
            foreach (double kink in kinks)
            {
                foreach (double sum in sums[i])
                {
                    yield return sum - kink;
                }
            }
        }

        if (network.Loss is { Name: LossChoice.MeanAbsoluteError or LossChoice.Huber } loss)
        {
            for (int i = 0; i < values[^1].Length; i++)
            {
                double difference = values[^1][i] - problem.Values![i];
                yield return loss.Name == LossChoice.Huber ? difference - loss.Delta : difference;
                yield return loss.Name == LossChoice.Huber ? difference + loss.Delta : difference;
            }
        }
    }

    // values[i] is what stage i reads, values[i + 1] what it makes; sums[i] is what its activation is applied to.
    private (double[][] Sums, double[][] Values) Forward(double[] parameters, double[] inputs, int rows)
    {
        var sums = new double[stages.Length][];
        var values = new double[stages.Length + 1][];
        values[0] = inputs;
        for (int i = 0; i < stages.Length; i++)
        {
            (sums[i], values[i + 1]) = stages[i].Forward(parameters, values[i], rows);
        }

        return (sums, values);
    }

    private sealed record Stage(LayerChoice Layer, int Inputs, int Outputs, int Offset, double Slope)
    {
        private int BiasOffset => Offset + (Inputs * Outputs);

        public int ParameterCount => Layer.Units is null ? 0 : (Inputs * Outputs) + (Layer.UseBias ? Outputs : 0);

        public (double[] Sums, double[] Values) Forward(double[] parameters, double[] x, int rows)
        {
            double[] z = Layer.Units is null ? x : Product(parameters, x, rows);
            return (z, Layer.Activation == Activation.Softmax
                ? PlainLoss.Softmax(z, Outputs)
                : Array.ConvertAll(z, value => PlainActivation.Value(Layer.Activation, Slope, value)));
        }

        public double[] Backward(Problem problem, double[] z, double[] x, double[] gradient, double[] gradients)
        {
            double[] delta = Layer.Activation == Activation.Softmax ? SoftmaxBackward(z, gradient) : new double[z.Length];
            for (int i = 0; i < z.Length && Layer.Activation != Activation.Softmax; i++)
            {
                delta[i] = gradient[i] * PlainActivation.Derivative(Layer.Activation, Slope, z[i]);
            }

            return Layer.Units is null ? delta : ProductBackward(problem, x, delta, gradients);
        }

        private double[] Product(double[] parameters, double[] x, int rows)
        {
            var z = new double[rows * Outputs];
            for (int row = 0; row < rows; row++)
            {
                for (int j = 0; j < Outputs; j++)
                {
                    double sum = Layer.UseBias ? parameters[BiasOffset + j] : 0;
                    for (int k = 0; k < Inputs; k++)
                    {
                        sum += x[(row * Inputs) + k] * parameters[Offset + (k * Outputs) + j];
                    }

                    z[(row * Outputs) + j] = sum;
                }
            }

            return z;
        }

        private double[] ProductBackward(Problem problem, double[] x, double[] delta, double[] gradients)
        {
            var dx = new double[problem.Rows * Inputs];
            for (int row = 0; row < problem.Rows; row++)
            {
                for (int j = 0; j < Outputs; j++)
                {
                    double d = delta[(row * Outputs) + j];
                    if (Layer.UseBias)
                    {
                        gradients[BiasOffset + j] += d;
                    }

                    for (int k = 0; k < Inputs; k++)
                    {
                        gradients[Offset + (k * Outputs) + j] += x[(row * Inputs) + k] * d;
                        dx[(row * Inputs) + k] += d * problem.Parameters[Offset + (k * Outputs) + j];
                    }
                }
            }

            return dx;
        }

        // ∂yᵢ/∂xⱼ = yᵢ·(δᵢⱼ − yⱼ)
        private double[] SoftmaxBackward(double[] z, double[] gradient)
        {
            double[] y = PlainLoss.Softmax(z, Outputs);
            var dx = new double[z.Length];
            for (int start = 0; start < z.Length; start += Outputs)
            {
                for (int j = start; j < start + Outputs; j++)
                {
                    for (int i = start; i < start + Outputs; i++)
                    {
                        dx[j] += gradient[i] * y[i] * ((i == j ? 1 : 0) - y[j]);
                    }
                }
            }

            return dx;
        }
    }
}
