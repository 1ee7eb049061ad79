using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Interpreter;

/// <summary>The losses and their gradients in the raw outputs, in double, straight from their definitions.</summary>
internal static class PlainLoss
{
    /// <summary>The mean loss and δ = ∂L/∂z.</summary>
    public static (double Loss, double[] Delta) Evaluate(LossChoice? loss, double[] z, Problem problem)
    {
        int width = z.Length / problem.Rows;
        return loss is null ? (z.Zip(problem.Values!, (output, weight) => output * weight).Sum(), (double[])problem.Values!.Clone())
            : loss.Name == LossChoice.SoftmaxCrossEntropy ? CrossEntropy(z, Smooth(Probabilities(problem, width), width, loss.Smoothing), problem.Rows, width)
            : Mean(loss, z, problem.Values!);
    }

    /// <summary>What Predict returns for these raw outputs.</summary>
    public static double[] Prediction(LossChoice? loss, double[] z, int width) => loss?.Name switch
    {
        LossChoice.SoftmaxCrossEntropy => Softmax(z, width),
        LossChoice.BinaryCrossEntropy => Array.ConvertAll(z, PlainActivation.Sigmoid),
        _ => z,
    };

    /// <summary>How far the nearest kink of the loss is from output z and target t.</summary>
    public static double KinkDistance(LossChoice? loss, double z, double t) => loss?.Name switch
    {
        LossChoice.MeanAbsoluteError => Math.Abs(z - t),
        LossChoice.Huber => Math.Abs(Math.Abs(z - t) - loss.Delta),
        _ => double.PositiveInfinity,
    };

    public static double[] Softmax(double[] z, int width)
    {
        var result = new double[z.Length];
        for (int start = 0; start < z.Length; start += width)
        {
            double max = z.Skip(start).Take(width).Max(), sum = 0;
            for (int i = start; i < start + width; i++)
            {
                sum += Math.Exp(z[i] - max);
            }

            for (int i = start; i < start + width; i++)
            {
                result[i] = Math.Exp(z[i] - max) / sum;
            }
        }

        return result;
    }

    private static (double Loss, double[] Delta) Mean(LossChoice loss, double[] z, double[] targets)
    {
        double sum = 0;
        var delta = new double[z.Length];
        for (int i = 0; i < z.Length; i++)
        {
            (double one, double slope) = One(loss, z[i], targets[i]);
            sum += one;
            delta[i] = slope / z.Length;
        }

        return (sum / z.Length, delta);
    }

    private static (double Loss, double Slope) One(LossChoice loss, double z, double t)
    {
        double d = z - t;
        return loss.Name switch
        {
            LossChoice.MeanSquaredError => (d * d, 2 * d),
            LossChoice.MeanAbsoluteError => (Math.Abs(d), Math.Sign(d)),
            LossChoice.Huber => Math.Abs(d) <= loss.Delta
                ? (0.5 * d * d, d)
                : (loss.Delta * (Math.Abs(d) - (0.5 * loss.Delta)), loss.Delta * Math.Sign(d)),
            LossChoice.BinaryCrossEntropy => (Math.Max(z, 0) - (z * t) + Math.Log(1 + Math.Exp(-Math.Abs(z))), PlainActivation.Sigmoid(z) - t),
            _ => throw new NotSupportedException($"The interpreter has no formula for {loss}: add it."),
        };
    }

    private static (double Loss, double[] Delta) CrossEntropy(double[] z, double[] targets, int rows, int width)
    {
        double sum = 0;
        double[] p = Softmax(z, width), delta = new double[z.Length];
        for (int row = 0; row < rows; row++)
        {
            int start = row * width;
            double max = z.Skip(start).Take(width).Max(), weight = targets.Skip(start).Take(width).Sum();
            double logSum = max + Math.Log(z.Skip(start).Take(width).Sum(value => Math.Exp(value - max)));
            for (int i = start; i < start + width; i++)
            {
                sum += targets[i] * (logSum - z[i]);
                delta[i] = ((p[i] * weight) - targets[i]) / rows;
            }
        }

        return (sum / rows, delta);
    }

    private static double[] Probabilities(Problem problem, int width)
    {
        if (problem.Labels is null)
        {
            return problem.Values!;
        }

        var oneHot = new double[problem.Rows * width];
        for (int row = 0; row < problem.Rows; row++)
        {
            oneHot[(row * width) + problem.Labels[row]] = 1;
        }

        return oneHot;
    }

    private static double[] Smooth(double[] targets, int width, double smoothing) =>
        Array.ConvertAll(targets, target => ((1 - smoothing) * target) + (smoothing / width));
}
