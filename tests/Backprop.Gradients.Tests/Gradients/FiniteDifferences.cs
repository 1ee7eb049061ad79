using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;

namespace Backprop.Gradients.Tests.Gradients;

/// <summary>
/// Emitted gradients against central differences of the emitted loss, in double, sixth order:
/// f′(x) ≈ (45·(f(x+h) − f(x−h)) − 9·(f(x+2h) − f(x−2h)) + (f(x+3h) − f(x−3h))) / 60h, whose errors are h⁶·f⁽⁷⁾/140 and about ε·f/h.
/// The order allows a step so long that rounding stays below the tolerance.
/// The measure is |analytic − numeric| / max(|analytic|, |numeric|, g/100), element by element, where g is the largest gradient of that parameter
/// tensor (or of the inputs): what is a hundred times smaller than its largest neighbour is held to the neighbour's scale.
/// </summary>
internal static class FiniteDifferences
{
    public const double Tolerance = 1e-7;
    private const double Step = 1.0 / 512;

    /// <summary>The largest relative error over all parameters, and over the inputs where the network has their gradient.</summary>
    public static double LargestError(NetworkChoice choice, INetwork<double> network, Problem problem)
    {
        var model = new EmittedModel<double>(network, problem);
        Differentiator differentiator = new(choice, model, problem);
        model.EvaluateWithGradients();
        double[] gradients = model.Workspace.Gradients.ToArray(), inputGradient = model.InputGradient ?? [];
        double error = 0;
        foreach (ParameterInfo parameter in network.Layout.Parameters)
        {
            double[] numeric = [.. Enumerable.Range(parameter.Offset, parameter.Length).Select(differentiator.ByParameter)];
            error = Math.Max(error, LargestError(gradients.AsSpan(parameter.Offset, parameter.Length), numeric));
        }

        return Math.Max(error, LargestError(inputGradient, [.. Enumerable.Range(0, inputGradient.Length).Select(differentiator.ByInput)]));
    }

    private static double LargestError(ReadOnlySpan<double> analytic, double[] numeric)
    {
        double largest = numeric.Select(Math.Abs).DefaultIfEmpty(0).Max(), error = 0;
        for (int i = 0; i < numeric.Length; i++)
        {
            Assert.True(double.IsFinite(analytic[i]) && double.IsFinite(numeric[i]), "A gradient is not finite.");
            double scale = Math.Max(Math.Max(Math.Abs(analytic[i]), Math.Abs(numeric[i])), largest / 100);
            error = scale == 0 ? error : Math.Max(error, Math.Abs(analytic[i] - numeric[i]) / scale);
        }

        return error;
    }

    private sealed class Differentiator(NetworkChoice choice, EmittedModel<double> model, Problem problem)
    {
        private readonly PlainNetwork plain = new(choice);
        private readonly int[] regions = new PlainNetwork(choice).Regions(problem);

        // The interpreter reads these same arrays.
        private readonly double[] parameters = [.. problem.Parameters];
        private readonly double[] inputs = [.. problem.Inputs];

        public double ByParameter(int index)
        {
            double start = parameters[index];
            return By(offset => model.Network.Parameters[index] = parameters[index] = start + offset);
        }

        public double ByInput(int index)
        {
            double start = inputs[index];
            return By(offset => model.Inputs[index] = inputs[index] = start + offset);
        }

        private double By(Action<double> move)
        {
            double sum = (45 * Difference(Step)) - (9 * Difference(2 * Step)) + Difference(3 * Step);
            move(0);
            return sum / (60 * Step);

            double Difference(double offset) => At(offset) - At(-offset);

            double At(double offset)
            {
                move(offset);
                if (regions.Length > 0 && Math.Abs(offset) > 2 * Step)
                {
                    Assert.True(regions.AsSpan().SequenceEqual(plain.Regions(problem with { Parameters = parameters, Inputs = inputs })), "A finite difference reaches across a kink.");
                }

                return model.Evaluate();
            }
        }
    }
}
