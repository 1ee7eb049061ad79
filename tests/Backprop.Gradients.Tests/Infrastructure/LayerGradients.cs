namespace Backprop.Gradients.Tests.Infrastructure;

/// <summary>All gradients of a network in double, of parameters and inputs, against central differences of its own loss: for layers of which no test has
/// an interpreter of stacks. f′(x) ≈ (45·(f(x+h) − f(x−h)) − 9·(f(x+2h) − f(x−2h)) + (f(x+3h) − f(x−3h))) / 60h. Without a loss, L = Σ outputs · random numbers.</summary>
internal static class LayerGradients
{
    private const double Step = 1e-3;

    /// <summary>The largest error, relative to the largest gradient of the parameter (or of the inputs).</summary>
    public static double LargestError(INetwork<double> network, double[] inputs, int seed)
    {
        int rows = inputs.Length / network.InputSize;
        var model = new EmittedModel<double>(network, new Problem(rows, network.Parameters.ToArray(), inputs, null, Normals(rows * network.OutputSize, seed)));
        model.EvaluateWithGradients();
        double[] gradients = model.Workspace.Gradients.ToArray(), inputGradient = model.InputGradient ?? [];
        double error = 0;
        foreach (ParameterInfo parameter in network.Layout.Parameters)
        {
            double[] numeric = [.. Enumerable.Range(parameter.Offset, parameter.Length).Select(index => ByParameter(model, index))];
            error = Math.Max(error, Error(gradients.AsSpan(parameter.Offset, parameter.Length), numeric));
        }

        return Math.Max(error, Error(inputGradient, [.. Enumerable.Range(0, inputGradient.Length).Select(index => ByInput(model, index))]));
    }

    /// <summary>Normal random numbers, the same everywhere.</summary>
    public static double[] Normals(int count, int seed, double mean = 0, double deviation = 1)
    {
        var random = new CounterRandom(seed, RandomStreams.User);
        return [.. Enumerable.Range(0, count).Select(i => mean + (deviation * random.Normal(i)))];
    }

    private static double Error(ReadOnlySpan<double> analytic, double[] numeric)
    {
        double largest = numeric.Select(Math.Abs).DefaultIfEmpty(0).Max(), error = 0;
        for (int i = 0; i < numeric.Length; i++)
        {
            Assert.True(double.IsFinite(analytic[i]) && double.IsFinite(numeric[i]), "A gradient is not finite.");
            double distance = Math.Abs(analytic[i] - numeric[i]);

            // Where nothing depends on the value, rounding is all that the differences see.
            error = Math.Max(error, largest < 1e-9 ? distance : distance / largest);
        }

        return error;
    }

    private static double ByParameter(EmittedModel<double> model, int index)
    {
        double start = model.Network.Parameters[index];
        return Difference(model, value => model.Network.Parameters[index] = value, start);
    }

    private static double ByInput(EmittedModel<double> model, int index)
    {
        double start = model.Inputs[index];
        return Difference(model, value => model.Inputs[index] = value, start);
    }

    private static double Difference(EmittedModel<double> model, Action<double> set, double start)
    {
        double sum = (45 * Between(Step)) - (9 * Between(2 * Step)) + Between(3 * Step);
        set(start);
        return sum / (60 * Step);

        double Between(double offset) => At(start + offset) - At(start - offset);

        double At(double value)
        {
            set(value);
            return model.Evaluate();
        }
    }
}
