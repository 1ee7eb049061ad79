using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter.PlainLayers;
using Backprop.Gradients.Tests.Reference;

namespace Backprop.Gradients.Tests.Interpreter;

/// <summary>The interpreter, which random graphs are held against, is itself held against PyTorch's numbers and against finite differences.</summary>
public sealed class PlainLayerTests
{
    private const double Step = 1.0 / 4096, DifferenceTolerance = 1e-8, ReferenceTolerance = 1e-13;
    private const int MostPerTensor = 25;

    public static TheoryData<int, string> Cases => ReferenceLayers.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void ItAgreesWithPyTorch(int index, string name)
    {
        ReferenceLayers reference = ReferenceLayers.All[index];
        var graph = new PlainGraph(reference.Declare("Net", isDouble: true));
        double[] state = graph.StartState;
        if (reference.FirstInputs is { } first)
        {
            state = graph.Run(new Problem(reference.FirstRows, reference.Parameters, first, null, new double[reference.FirstRows * graph.OutputWidth]), state).State;
        }

        GraphInterpretation result = graph.Run(reference.Problem, state);

        Norms.AssertClose(reference.Outputs, result.Outputs, ReferenceTolerance, $"the outputs of {name}");
        Norms.AssertClose(reference.Inference ?? reference.Outputs, result.Prediction, ReferenceTolerance, $"the prediction of {name}");
        Norms.AssertClose(reference.State ?? [], result.State, ReferenceTolerance, $"the running averages of {name}");
        Norms.AssertClose(reference.InputGradient ?? new double[reference.Inputs.Length], result.InputGradient, ReferenceTolerance, $"the input gradient of {name}");
        Assert.Equal(reference.Gradients.Length, result.Gradients.Length);
        int start = 0;
        foreach (PlainTensor tensor in graph.Parameters)
        {
            Range range = start..(start += tensor.Length);
            Norms.AssertClose(reference.Gradients[range], result.Gradients[range], ReferenceTolerance, $"{tensor.Name} of {name}");
        }
    }

    /// <summary>Some elements of each tensor, but for those whose move crosses a kink, as where a maximum occurs twice.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientsAreTheDifferences(int index, string name)
    {
        ReferenceLayers reference = ReferenceLayers.All[index];
        var graph = new PlainGraph(reference.Declare("Net", isDouble: true));
        Problem problem = reference.Problem with { Parameters = [.. reference.Parameters], Inputs = [.. reference.Inputs] };
        GraphInterpretation result = graph.Run(problem, graph.StartState);
        var random = new Random(index);
        int crossings = 0, count = 0, start = 0;
        foreach (PlainTensor tensor in graph.Parameters)
        {
            Compare(problem.Parameters, result.Gradients, start, tensor.Length, tensor.Name);
            start += tensor.Length;
        }

        if (graph.Vocabulary is null)
        {
            Compare(problem.Inputs, result.InputGradient, 0, problem.Inputs.Length, "the inputs");
        }

        Assert.True(crossings <= count / 2, $"{name}: {crossings} of {count} differences cross a kink.");

        void Compare(double[] numbers, double[] gradient, int from, int length, string what)
        {
            double largest = gradient.Skip(from).Take(length).Max(Math.Abs);
            foreach (int i in Enumerable.Range(from, length).OrderBy(_ => random.Next()).Take(MostPerTensor))
            {
                count++;
                if (Difference(graph, problem, numbers, i) is not { } difference)
                {
                    crossings++;
                    continue;
                }

                bool isClose = Math.Abs(difference - gradient[i]) <= DifferenceTolerance * largest;
                Assert.True(isClose, $"{name}: {what}[{i - from}] is {gradient[i]}, the difference {difference}.");
            }
        }
    }

    /// <summary>Each layer that the interpreter knows has a case, but for the one that draws at random.</summary>
    [Fact]
    public void EveryLayerIsReferenced() => Assert.Empty(PlainLayerTable.Names
        .Except([PlainLayerTable.Dropout]).Except(ReferenceLayers.All.SelectMany(one => PlainAttribute.Parse(one.Declare("Net", isDouble: true))).Select(attribute => attribute.Name)));

    // Central, sixth order; null where it reaches across a kink.
    private static double? Difference(PlainGraph graph, Problem problem, double[] numbers, int index)
    {
        double start = numbers[index];
        int[] regions = graph.Regions(problem);
        var losses = new double[7];
        bool crosses = false;
        for (int step = -3; step <= 3; step++)
        {
            numbers[index] = start + (step * Step);
            losses[step + 3] = graph.LossOf(problem);
            crosses |= Math.Abs(step) == 3 && !graph.Regions(problem).AsSpan().SequenceEqual(regions);
        }

        numbers[index] = start;
        return crosses ? null : ((45 * (losses[4] - losses[2])) - (9 * (losses[5] - losses[1])) + (losses[6] - losses[0])) / (60 * Step);
    }
}
