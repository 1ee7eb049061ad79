using System.Numerics;
using System.Reflection;
using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Calls;

/// <summary>Hidden values of few inputs are computed again where they are needed, and never kept. The gradients are those of the formulas all the same, and their bits do not depend on the threads.</summary>
public sealed class HiddenValuesTests
{
    private const int MostRows = 37;

    // Inputs, hidden values, outputs, the activation with its derivative in y, and whether the first layer has a bias. Widths around one, two and more lanes of both precisions.
    private static readonly (int Inputs, int Hidden, int Outputs, Activation Activation, bool Bias)[] Cases =
    [
        (1, 16, 1, Activation.ReLU, true),
        (2, 128, 3, Activation.ReLU, true),
        (2, 33, 2, Activation.LeakyReLU, true),
        (3, 47, 3, Activation.HardSigmoid, false), // f(0) ≠ 0
        (4, 64, 3, Activation.ReLU, false),
        (4, 31, 7, Activation.LeakyReLU, true), // in double precision too many outputs
        (1, 200, 5, Activation.ReLU, true),
        (3, 18, 1, Activation.HardSigmoid, true),
    ];

    private static readonly Lazy<EmittedNetworks> Emitted = new(() => EmittedNetworks.CompileSources([.. Enumerable.Range(0, Cases.Length).SelectMany(Declare)]));

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void GradientsAreThoseOfTheFormulas(int number)
    {
        // A sum of n products of floats is off by n roundings of its terms at most; the two layers, the rows and the derivative are fewer than 400 in all.
        Check(number, Emitted.Value.Create<float>($"Case{number}"), value => (float)value, 400 * 6e-8);
        Check(number, Emitted.Value.Create<double>($"Case{number}Double"), value => value, 400 * 1.2e-16);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void BitsDoNotDependOnTheThreads(int number)
    {
        INetwork<float> network = Emitted.Value.Create<float>($"Case{number}");
        var data = new Data<float>(network, value => (float)value);
        foreach (int rows in new[] { 1, 3, 16, MostRows })
        {
            float[] alone = Step(1);
            Assert.Equal(alone, Step(2));
            Assert.Equal(alone, Step(3));
            Assert.Equal(alone, Step(5));

            float[] Step(int threads)
            {
                NetworkWorkspace<float> workspace = network.CreateWorkspace(MostRows, threads);
                float loss = network.ForwardBackward(data.Inputs.AsSpan(0, rows * network.InputSize), data.Targets.AsSpan(0, rows * network.OutputSize), workspace);
                return [loss, .. workspace.Gradients];
            }
        }
    }

    /// <summary>These tests are about what they say.</summary>
    [Fact]
    public void TheHiddenValuesHaveNoMethodOfTheirOwn()
    {
        for (int number = 0; number < Cases.Length; number++)
        {
            Type network = Emitted.Value.Create<float>($"Case{number}").GetType();
            Assert.Contains("Dense2HiddenGradients", Methods(network, "BackwardKernels`1"));
            Assert.Contains("Dense2OfHidden", Methods(network, "ForwardKernels`1"));
            Assert.DoesNotContain("Dense1", Methods(network, "ForwardKernels`1"));
        }
    }

    private static void Check<T>(int number, INetwork<T> network, Func<double, T> convert, double tolerance)
        where T : unmanaged, INumber<T>
    {
        var data = new Data<T>(network, convert);
        foreach (int rows in new[] { 1, 2, 5, 16, MostRows })
        {
            NetworkWorkspace<T> workspace = network.CreateWorkspace(rows);
            T loss = network.ForwardBackward(data.Inputs.AsSpan(0, rows * network.InputSize), data.Targets.AsSpan(0, rows * network.OutputSize), workspace);
            var expected = new Reference(number, [.. network.Parameters.ToArray().Select(double.CreateChecked)], [.. data.Inputs.Select(double.CreateChecked)], [.. data.Targets.Select(double.CreateChecked)], rows);

            Assert.Equal(expected.Loss, double.CreateChecked(loss), tolerance * expected.MostLoss);
            for (int i = 0; i < expected.Gradients.Length; i++)
            {
                Assert.Equal(expected.Gradients[i], double.CreateChecked(workspace.Gradients[i]), tolerance * expected.Magnitudes[i]);
            }
        }
    }

    private static IEnumerable<string> Methods(Type network, string kernels) =>
        network.GetNestedType(kernels, BindingFlags.NonPublic)!.GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Select(method => method.Name);

    private static IEnumerable<string> Declare(int number)
    {
        (int inputs, int hidden, int outputs, Activation activation, bool bias) = Cases[number];
        string layers = $"[Input({inputs})] [Dense({hidden}, Activation.{activation}{(bias ? "" : ", UseBias = false")})] [Dense({outputs})] [MeanSquaredError]";
        yield return $"using Backprop;\n[Network] {layers} public sealed partial class Case{number};";
        yield return $"using Backprop;\n[Network(Precision = Precision.Double)] {layers} public sealed partial class Case{number}Double;";
    }

    /// <summary>Drawn parameters, inputs and targets.</summary>
    private sealed class Data<T>
        where T : unmanaged
    {
        public Data(INetwork<T> network, Func<double, T> convert)
        {
            var random = new CounterRandom(3, RandomStreams.User);
            int drawn = 0;
            foreach (ref T parameter in network.Parameters)
            {
                parameter = convert(random.Normal(drawn++) * 0.5);
            }

            Inputs = [.. Enumerable.Range(0, MostRows * network.InputSize).Select(_ => convert(random.Normal(drawn++)))];
            Targets = [.. Enumerable.Range(0, MostRows * network.OutputSize).Select(_ => convert(random.Normal(drawn++)))];
        }

        public T[] Inputs { get; }

        public T[] Targets { get; }
    }

    /// <summary>The formulas, number by number: z = x·W + b, h = f(z), y = h·W₂ + b₂, L the mean of (y − t)² over all numbers.</summary>
    private sealed class Reference
    {
        public Reference(int number, double[] parameters, double[] x, double[] t, int rows)
        {
            (int inputs, int hidden, int outputs, Activation activation, bool bias) = Cases[number];
            int b = inputs * hidden, w2 = b + (bias ? hidden : 0), b2 = w2 + (hidden * outputs);
            (Gradients, Magnitudes) = (new double[parameters.Length], new double[parameters.Length]);
            for (int row = 0; row < rows; row++)
            {
                double[] h = [.. Enumerable.Range(0, hidden).Select(j => Function(activation, (bias ? parameters[b + j] : 0) + Enumerable.Range(0, inputs).Sum(i => x[(row * inputs) + i] * parameters[(i * hidden) + j])))];
                var (delta, size) = (new double[hidden], new double[hidden]);
                for (int k = 0; k < outputs; k++)
                {
                    double y = parameters[b2 + k] + Enumerable.Range(0, hidden).Sum(j => h[j] * parameters[w2 + (j * outputs) + k]);
                    double reach = Math.Abs(parameters[b2 + k]) + Enumerable.Range(0, hidden).Sum(j => Math.Abs(h[j] * parameters[w2 + (j * outputs) + k])) + Math.Abs(t[(row * outputs) + k]);
                    double error = y - t[(row * outputs) + k], d = 2 * error / (rows * outputs), most = 2 * reach / (rows * outputs);
                    Loss += error * error / (rows * outputs);
                    MostLoss += reach * reach / (rows * outputs);
                    Add(b2 + k, d, most);
                    for (int j = 0; j < hidden; j++)
                    {
                        Add(w2 + (j * outputs) + k, d * h[j], most * Math.Abs(h[j]));
                        delta[j] += d * parameters[w2 + (j * outputs) + k];
                        size[j] += most * Math.Abs(parameters[w2 + (j * outputs) + k]);
                    }
                }

                for (int j = 0; j < hidden; j++)
                {
                    double slope = Slope(activation, h[j]);
                    if (bias)
                    {
                        Add(b + j, delta[j] * slope, size[j] * slope);
                    }

                    for (int i = 0; i < inputs; i++)
                    {
                        Add((i * hidden) + j, x[(row * inputs) + i] * delta[j] * slope, Math.Abs(x[(row * inputs) + i]) * size[j] * slope);
                    }
                }
            }
        }

        public double Loss { get; }

        public double MostLoss { get; }

        public double[] Gradients { get; }

        /// <summary>The sums of the terms' magnitudes, by which roundings are measured.</summary>
        public double[] Magnitudes { get; }

        private void Add(int place, double term, double magnitude)
        {
            Gradients[place] += term;
            Magnitudes[place] += magnitude;
        }

        private static double Function(Activation activation, double z) => activation switch
        {
            Activation.ReLU => Math.Max(z, 0),
            Activation.LeakyReLU => z > 0 ? z : 0.01 * z,
            _ => Math.Clamp(z + 3, 0, 6) / 6,
        };

        private static double Slope(Activation activation, double y) => activation switch
        {
            Activation.ReLU => y > 0 ? 1 : 0,
            Activation.LeakyReLU => y > 0 ? 1 : 0.01,
            _ => y is > 0 and < 1 ? 1 / 6.0 : 0,
        };
    }
}
