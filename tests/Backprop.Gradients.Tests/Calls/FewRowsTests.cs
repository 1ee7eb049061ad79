using System.Reflection;
using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Calls;

/// <summary>A prediction of a few rows takes a way of its own, where that is quicker. It returns the bits that the rows have among many.</summary>
public sealed class FewRowsTests
{
    private const int MostUnits = 9, Rows = 40;

    // What comes before the last layer, and the method that only few rows need. The last layer's units are 1 to 9.
    private static readonly (string Layers, string Method)[] Dense =
    [
        ("[Input(2)] [Dense(48, Activation.ReLU)] [Dense(#)]", "Dense2OfHiddenForFewRows"), // inputs in registers, whole lanes
        ("[Input(7)] [Dense(101, Activation.LeakyReLU)] [Dense(#)] [SoftmaxCrossEntropy]", "Dense1WithNext"), // blocks of lanes, then a rest
        ("[Input(3)] [Dense(21, Activation.Tanh)] [Dense(19, Activation.HardSigmoid, UseBias = false)] [Dense(#)] [MeanSquaredError]", "Dense2WithNext"), // f(0) ≠ 0
        ("[Input(45)] [Dense(#)] [SoftmaxCrossEntropy]", "Dense12"), // the caller's memory ends where it ends
        ("[Input(400)] [Dense(24, Activation.ReLU)] [Dense(#, Activation.Sigmoid)] [MeanSquaredError]", "Dense22"), // too large a weight for a pair
    ];

    private static readonly (string Layers, string Method)[] Images =
    [
        ("[Input(20, 24, 1)] [Conv2D(6, 5, Activation.ReLU)] [MaxPool2D(2)] [Conv2D(16, 3, Activation.ReLU)] [Flatten] [Dense(3)] [SoftmaxCrossEntropy]", "Conv2D1WithPool"),
        ("[Input(17, 23, 1)] [Conv2D(7, 3)] [MaxPool2D(2)] [Flatten] [Dense(3)]", "Conv2D1WithPool"), // odd lines and columns are left out, filters come in 4 and 3
        ("[Input(9, 40, 1)] [Conv2D(5, 3, Activation.ReLU, Dilation = 2)] [Flatten] [Dense(4)]", "Conv2D1OfLines"),
        ("[Input(12, 34, 1)] [Conv2D(3, 3, Activation.ReLU, StrideHeight = 2, UseBias = false)] [MaxPool2D(2)] [Flatten] [Dense(10)]", "Conv2D1WithPool"),
        ("[Input(9, 50, 1)] [Conv2D(12, 2, Activation.Tanh)] [MaxPool2D(3)] [Flatten] [Dense(2)]", "Conv2D1OfLines"),
        ("[Input(14, 40, 1)] [Conv2D(1, 4, Padding = Padding.Same)] [MaxPool2D(2)] [Flatten] [Dense(2)]", "Conv2D1WithPool"),
    ];

    private static readonly Lazy<EmittedNetworks> Emitted = new(() => EmittedNetworks.CompileSources(
    [
        .. Enumerable.Range(0, Dense.Length).SelectMany(_ => Enumerable.Range(1, MostUnits), (index, units) => (index, units)).SelectMany(which =>
            Declare(DenseLayers(which.index, which.units), $"Dense{which.index}Units{which.units}")),
        .. Images.SelectMany((image, index) => Declare(image.Layers, $"Image{index}")),
    ]));

    public static TheoryData<int, int> DenseCases => [.. Enumerable.Range(0, Dense.Length).SelectMany(_ => Enumerable.Range(1, MostUnits), (index, units) => (index, units))];

    public static TheoryData<int> ImageCases => [.. Enumerable.Range(0, Images.Length)];

    [Theory]
    [MemberData(nameof(DenseCases))]
    public void DenseLayersOfFewOutputsHaveTheSameBits(int index, int units)
    {
        CheckBits(Emitted.Value.Create<float>($"Dense{index}Units{units}"), value => (float)value);
        CheckBits(Emitted.Value.Create<double>($"Dense{index}Units{units}Double"), value => value);
    }

    [Theory]
    [MemberData(nameof(ImageCases))]
    public void ConvolutionsAlongLinesHaveTheSameBits(int index)
    {
        CheckBits(Emitted.Value.Create<float>($"Image{index}"), value => (float)value);
        CheckBits(Emitted.Value.Create<double>($"Image{index}Double"), value => value);
    }

    /// <summary>These tests are about what they say: with fewer outputs than half a lane, and in single precision, there is such a method.</summary>
    [Fact]
    public void FewRowsHaveMethodsOfTheirOwn()
    {
        for (int index = 0; index < Dense.Length; index++)
        {
            Assert.Contains(Dense[index].Method, Methods(Emitted.Value.Create<float>($"Dense{index}Units3")));
            Assert.DoesNotContain(Dense[index].Method, Methods(Emitted.Value.Create<float>($"Dense{index}Units8")));
            Assert.DoesNotContain(Dense[index].Method, Methods(Emitted.Value.Create<double>($"Dense{index}Units4Double")));
        }

        for (int index = 0; index < Images.Length; index++)
        {
            Assert.Contains(Images[index].Method, Methods(Emitted.Value.Create<float>($"Image{index}")));
        }
    }

    private static void CheckBits<T>(INetwork<T> network, Func<double, T> convert)
        where T : unmanaged
    {
        int inputSize = network.InputSize, outputSize = network.OutputSize;
        var random = new CounterRandom(7, RandomStreams.User);
        int drawn = 0;
        T Draw() => convert(random.Normal(drawn++) * 0.5);
        foreach (ref T parameter in network.Parameters)
        {
            parameter = Draw();
        }

        T[] inputs = [.. Enumerable.Range(0, Rows * inputSize).Select(_ => Draw())], many = new T[Rows * outputSize];
        network.Predict(inputs, many);
        T nan = convert(double.NaN), mark = convert(-77);
        for (int rows = 1; rows < 18; rows++)
        {
            for (int first = 0; first + rows <= Rows; first += rows)
            {
                // What lies beside the inputs must not matter, what lies beside the outputs must stay.
                T[] some = [.. Enumerable.Repeat(nan, 5), .. inputs[(first * inputSize)..((first + rows) * inputSize)], .. Enumerable.Repeat(nan, 20)];
                T[] outputs = [.. Enumerable.Repeat(mark, (rows * outputSize) + 25)];
                network.Predict(some.AsSpan(5, rows * inputSize), outputs.AsSpan(5, rows * outputSize));

                Assert.Equal(many[(first * outputSize)..((first + rows) * outputSize)], outputs[5..^20]);
                Assert.All(outputs[..5].Concat(outputs[^20..]), value => Assert.Equal(mark, value));
            }
        }
    }

    // The probability of one class is a sigmoid's.
    private static string DenseLayers(int index, int units) =>
        Dense[index].Layers.Replace("#", $"{units}", StringComparison.Ordinal).Replace(units == 1 ? "SoftmaxCrossEntropy" : "none", "BinaryCrossEntropy", StringComparison.Ordinal);

    private static IEnumerable<string> Methods<T>(INetwork<T> network)
        where T : unmanaged =>
        network.GetType().GetNestedType("ForwardKernels`1", BindingFlags.NonPublic)!.GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Select(method => method.Name);

    private static IEnumerable<string> Declare(string layers, string name) =>
    [
        $"using Backprop;\n[Network] {layers} public sealed partial class {name};",
        $"using Backprop;\n[Network(Precision = Precision.Double)] {layers} public sealed partial class {name}Double;",
    ];
}
