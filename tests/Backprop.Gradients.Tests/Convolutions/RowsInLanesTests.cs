using System.Reflection;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;

namespace Backprop.Gradients.Tests.Convolutions;

/// <summary>Convolutions of few channels, for which the rows of a batch lie in lanes: batches that fill their groups and batches that do not.</summary>
public sealed class RowsInLanesTests
{
    private static readonly string[] Declarations =
    [
        "[Input(10, 9, 1)] [Conv2D(3, 3, Activation.ReLU)] [MaxPool2D(2)] [Conv2D(3, 2, Activation.Tanh)] [AveragePool2D(2, 1)] [Flatten] [Dense(3)]",
        "[Input(9, 11, 2)] [Conv2D(2, 3, Activation.Sigmoid, Stride = 2, Padding = Padding.Same)] [DepthwiseConv2D(2, Activation.Tanh, Multiplier = 2)] "
            + "[Conv2D(4, 2, Activation.GELU, Groups = 2, DilationWidth = 2, UseBias = false)] [Dense(5)]",
        "[Input(7, 7, 2)] [Conv2D(3, 3, Activation.Tanh, Padding = Padding.Same, Name = \"Skip\")] [Conv2D(3, 3, Padding = Padding.Same)] [Add(\"Skip\")] "
            + "[MaxPool2D(3, Stride = 1, Padding = Padding.Same)] [Activation(Activation.SiLU)] [Conv2D(2, 4)]",
        "[Input(40, 1)] [Conv1D(3, 9, Activation.LeakyReLU, Stride = 2)] [Conv1D(3, 5, Activation.Tanh)] [Flatten] [Dense(2)]",
    ];

    private static readonly Lazy<EmittedNetworks> Emitted = new(() => EmittedNetworks.CompileSources(
        [.. Declarations.SelectMany((layers, index) => new[] { Declare(layers, $"Case{index}", ""), Declare(layers, $"Case{index}Double", "Precision = Precision.Double, ") })]));

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Declarations.Length)];

    public static TheoryData<int, int> Batches => [.. Enumerable.Range(0, Declarations.Length).SelectMany(_ => new[] { 1, 5, 8, 16, 17, 31 }, (index, rows) => (index, rows))];

    /// <summary>These tests are about what they say.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void TheRowsLieInLanes(int index)
    {
        foreach (Type type in new[] { Single(index).GetType(), Double(index).GetType() })
        {
            string[] methods = [.. type.GetNestedType("ForwardKernels`1", BindingFlags.NonPublic)!.GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Select(method => method.Name)];

            Assert.Contains("Conv1InLanes", methods.Select(name => name.Replace("Conv1D1", "Conv1", StringComparison.Ordinal).Replace("Conv2D1", "Conv1", StringComparison.Ordinal).Replace("Skip", "Conv1", StringComparison.Ordinal)));
        }
    }

    /// <summary>However many rows there are, each has the bits that it has alone: some go through lanes, some do not.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void PredictionsAreThoseOfTheRowsOneByOne(int index)
    {
        Check(Single(index), value => (float)value);
        Check(Double(index), value => value);

        void Check<T>(INetwork<T> network, Func<double, T> convert)
            where T : unmanaged
        {
            const int Most = 40;
            int inputSize = network.InputSize, outputSize = network.OutputSize;
            Problem problem = SpatialCase.Make(Double(index), Most);
            problem.Parameters.Select(convert).ToArray().CopyTo(network.Parameters);
            T[] inputs = [.. problem.Inputs.Select(convert)], alone = new T[Most * outputSize];
            for (int row = 0; row < Most; row++)
            {
                network.Predict(inputs.AsSpan(row * inputSize, inputSize), alone.AsSpan(row * outputSize, outputSize));
            }

            NetworkWorkspace<T> workspace = network.CreateWorkspace(Most);
            for (int rows = 1; rows <= Most; rows++)
            {
                T[] outputs = new T[rows * outputSize];
                network.Predict(inputs.AsSpan(0, rows * inputSize), outputs);

                Assert.Equal(alone[..(rows * outputSize)], outputs);
                Assert.Equal(outputs, network.Forward(inputs.AsSpan(0, rows * inputSize), workspace).ToArray());
            }
        }
    }

    /// <summary>The interpreter takes one row after the other; finite differences would meet the kinks of rectifiers and maxima.</summary>
    [Theory]
    [MemberData(nameof(Batches))]
    public void GradientsAreThoseOfTheInterpreter(int index, int rows)
    {
        var graph = new PlainGraph(Declare(Declarations[index], "Case", ""));
        INetwork<double> network = Double(index);
        Problem problem = SpatialCase.Make(network, rows);
        GraphInterpretation exact = graph.Run(problem, graph.StartState);
        var model = new EmittedModel<double>(network, problem, spareRows: 2);

        Norms.AssertClose([exact.Loss], [model.EvaluateWithGradients()], 1e-12, "the loss");
        Norms.AssertClose(exact.Gradients, model.Workspace.Gradients, 1e-12, "the gradients");
        Norms.AssertClose(exact.InputGradient, model.InputGradient!, 1e-12, "the inputs");
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void SinglePrecisionIsDoubleRounded(int index, int rows)
    {
        Problem problem = SpatialCase.Make(Double(index), rows);
        var exact = new EmittedModel<double>(Double(index), problem);
        var model = new EmittedModel<float>(Single(index), problem);

        Norms.AssertClose([exact.EvaluateWithGradients()], [model.EvaluateWithGradients()], 1e-5, "the loss");
        Norms.AssertClose(exact.Workspace.Gradients, Norms.ToDouble<float>(model.Workspace.Gradients), 1e-5, "the gradients");
        Norms.AssertClose(exact.InputGradient!, Norms.ToDouble<float>(model.InputGradient!), 1e-5, "the inputs");
    }

    /// <summary>What a larger batch left in the last group's missing rows counts for nothing, not even where it is no number.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void NothingIsLeftOfALargerBatch(int index)
    {
        const int Few = 19;
        INetwork<float> network = Single(index);
        Problem problem = SpatialCase.Make(Double(index), Few);
        var model = new EmittedModel<float>(network, problem, spareRows: 40);
        model.EvaluateWithGradients();
        float[] gradients = model.Workspace.Gradients.ToArray(), inputGradient = model.InputGradient!;
        float[] spoiled = [.. Enumerable.Repeat(float.NaN, (Few + 40) * network.InputSize)];
        network.ForwardBackward(spoiled, new float[(Few + 40) * network.OutputSize], model.Workspace);

        model.EvaluateWithGradients();

        Assert.Equal(gradients, model.Workspace.Gradients);
        Assert.Equal(inputGradient, model.InputGradient!);
        Assert.All(gradients, value => Assert.True(float.IsFinite(value)));
    }

    private static INetwork<float> Single(int index) => Emitted.Value.Create<float>($"Case{index}");

    private static INetwork<double> Double(int index) => Emitted.Value.Create<double>($"Case{index}Double");

    private static string Declare(string layers, string name, string precision) =>
        $"using Backprop;\n[Network({precision}InputGradient = true)] {layers} [MeanSquaredError] public sealed partial class {name};";
}
