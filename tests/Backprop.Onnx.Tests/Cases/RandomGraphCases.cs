using System.Globalization;
using Backprop.Gradients.Tests.Graphs;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;
using FsCheck;
using FsCheck.Fluent;
using static System.FormattableString;

namespace Backprop.Onnx.Tests.Cases;

/// <summary>Random networks with branches and blocks. The environment variable BACKPROP_ONNX_GRAPHS sets how many are drawn, BACKPROP_ONNX_SEED which ones.</summary>
/// <remarks>Two implementations in single precision, each rounding in its own order, agree to 1e-5 only where the network itself does not magnify rounding. Whether it does
/// is told by the interpreter, which knows neither of them: it computes everything in double, and again with what each layer makes rounded to 24 bits. A network that
/// this moves by more than a tenth of what is allowed is left out, and so is one that predicts the same whatever it is given.</remarks>
internal static class RandomGraphCases
{
    private const int Default = 60, PerCompilation = 60, Rows = 5, SingleBits = 24;
    private const double Allowed = 1e-5, Slack = 10;

    /// <summary>How many are drawn.</summary>
    public static int Count { get; } = Number("BACKPROP_ONNX_GRAPHS", Default);

    public static IEnumerable<OnnxCase> Make()
    {
        RandomGraph[] graphs = RandomGraph.Generator(vectorsOnly: false).Sample(Count, new Rnd((ulong)Number("BACKPROP_ONNX_SEED", 1), 1UL), 50);
        IEnumerable<(RandomGraph Graph, GraphProblem Problem)> kept = graphs.Select(Prepare).Where(one => IsWellConditioned(one.Problem) && Differs(one.Problem));
        foreach ((RandomGraph Graph, GraphProblem Problem)[] some in kept.Chunk(PerCompilation))
        {
            EmittedNetworks emitted = EmittedNetworks.CompileSources([.. some.Select((one, index) => one.Graph.Declare(EmittedNetworks.NameOf(index)))]);
            for (int index = 0; index < some.Length; index++)
            {
                yield return Export(some[index].Graph, some[index].Problem, emitted.Create<float>(index));
            }
        }
    }

    private static (RandomGraph Graph, GraphProblem Problem) Prepare(RandomGraph drawn)
    {
        RandomGraph graph = drawn with { IsDouble = false, InputGradient = false };
        var plain = new PlainGraph(graph.Declare("Net"));
        return (graph, GraphProblem.Make(plain, GraphProblem.FormsOf(plain.Loss)[0], Rows, graph.Seed, margin: 0, SingleBits));
    }

    private static bool IsWellConditioned(GraphProblem problem) => problem.Expected.Prediction.Zip(problem.Rounded.Prediction)
        .All(pair => Slack * Math.Abs(pair.First - pair.Second) <= Allowed + (Allowed * Math.Abs(pair.First)));

    private static bool Differs(GraphProblem problem) => problem.Expected.Prediction.Distinct().Count() > 1;

    // The running averages are those after a training step, as in the interpretation; its rows come again and again.
    private static OnnxCase Export(RandomGraph graph, GraphProblem problem, INetwork<float> network)
    {
        Array.ConvertAll(problem.Problem.Parameters, number => (float)number).CopyTo(network.Parameters);
        Array.ConvertAll(problem.Expected.State, number => (float)number).CopyTo(network.State);
        double[] inputs = [.. Enumerable.Range(0, OnnxCase.MostRows * network.InputSize).Select(i => problem.Problem.Inputs[i % problem.Problem.Inputs.Length])];
        return OnnxCase.Of(Invariant($"random graph {graph.Seed}"), graph.ToString(), network, inputs);
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
