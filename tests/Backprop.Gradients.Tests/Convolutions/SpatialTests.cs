using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Convolutions;

/// <summary>Layers over images and sequences: outputs against plain loops, gradients against differences, single against double precision.</summary>
public sealed class SpatialTests
{
    private const double Step = 1.0 / 512;

    /// <summary>All cases by number; the text is for the reader.</summary>
    public static TheoryData<int, string> Cases => [.. SpatialCases.All.Select((one, index) => (index, one.ToString()))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void OutputsAreThePlainOnes(int index, string name)
    {
        INetwork<double> network = SpatialCases.Double(index);
        Problem problem = SpatialCase.Make(network);
        var model = new EmittedModel<double>(network, problem, spareRows: 1);
        double[] expected = SpatialCases.All[index].Outputs(problem);

        double[] outputs = network.Forward(model.Inputs, model.Workspace).ToArray();

        Norms.AssertClose(expected, outputs, 1e-14, name);
        Assert.Equal(outputs, model.Predict(problem.Rows));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientsAreTheDifferences(int index, string name)
    {
        INetwork<double> network = SpatialCases.Double(index);
        var model = new EmittedModel<double>(network, SpatialCase.Make(network));
        model.EvaluateWithGradients();
        double[] gradients = model.Workspace.Gradients.ToArray(), inputGradient = model.InputGradient!;

        foreach (ParameterInfo parameter in network.Layout.Parameters)
        {
            double[] numeric = [.. Enumerable.Range(parameter.Offset, parameter.Length).Select(i => Difference(model, offset => network.Parameters[i] += offset))];
            AssertClose(numeric, gradients.AsSpan(parameter.Offset, parameter.Length), $"{name}, {parameter.Name}");
        }

        AssertClose([.. Enumerable.Range(0, inputGradient.Length).Select(i => Difference(model, offset => model.Inputs[i] += offset))], inputGradient, $"{name}, the inputs");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SinglePrecisionIsDoubleRounded(int index, string name)
    {
        Problem problem = SpatialCase.Make(SpatialCases.Double(index));
        var exact = new EmittedModel<double>(SpatialCases.Double(index), problem);
        var model = new EmittedModel<float>(SpatialCases.Single(index), problem);

        Norms.AssertClose([exact.EvaluateWithGradients()], [model.EvaluateWithGradients()], 1e-5, name);
        Norms.AssertClose(exact.Workspace.Gradients, Norms.ToDouble<float>(model.Workspace.Gradients), 1e-5, name);
        Norms.AssertClose(exact.InputGradient!, Norms.ToDouble<float>(model.InputGradient!), 1e-5, name);
    }

    /// <summary>Lanes reach beyond the end of rows that do not fill them, but only in memory of the network's own.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void NothingBesideTheOutputsIsWritten(int index, string name)
    {
        INetwork<float> network = SpatialCases.Single(index);
        Problem problem = SpatialCase.Make(SpatialCases.Double(index));
        float[] inputs = [.. problem.Inputs.Select(value => (float)value)];
        int size = problem.Rows * network.OutputSize;
        float[] memory = [.. Enumerable.Repeat(-77f, size + 64)];

        network.Predict(inputs, memory.AsSpan(32, size));

        Assert.True(memory.Take(32).Concat(memory.Skip(32 + size)).All(value => value == -77f), name);
        Assert.True(memory.Skip(32).Take(size).All(float.IsFinite), name);
    }

    // Sixth order: errors of h⁶·f⁽⁷⁾/140 and about ε·f/h.
    private static double Difference(EmittedModel<double> model, Action<double> move)
    {
        double At(double offset)
        {
            move(offset);
            double loss = model.Evaluate();
            move(-offset);
            return loss;
        }

        double Pair(double offset) => At(offset) - At(-offset);
        return ((45 * Pair(Step)) - (9 * Pair(2 * Step)) + Pair(3 * Step)) / (60 * Step);
    }

    // |analytic − numeric| / max(|numeric|, g/100), element by element, where g is the largest of them.
    private static void AssertClose(double[] numeric, ReadOnlySpan<double> analytic, string what)
    {
        Assert.Equal(numeric.Length, analytic.Length);
        double largest = numeric.Select(Math.Abs).Max();
        Assert.True(largest > 1e-6, $"{what}: all gradients are zero.");
        for (int i = 0; i < numeric.Length; i++)
        {
            double scale = Math.Max(Math.Abs(numeric[i]), largest / 100);
            Assert.True(Math.Abs(analytic[i] - numeric[i]) <= 1e-7 * scale, $"{what}: {analytic[i]} at {i}, but {numeric[i]} by differences.");
        }
    }
}
