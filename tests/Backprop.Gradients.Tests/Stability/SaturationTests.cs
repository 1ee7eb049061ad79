using System.Numerics;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;

namespace Backprop.Gradients.Tests.Stability;

/// <summary>Activations and their derivatives far out and close to zero: finite and right, element by element.</summary>
public sealed class SaturationTests
{
    private static readonly double[] Points =
        [-1e4, -1000, -104, -88.5, -40, -20, -10, -6, -3.5, -1, -1e-3, -1e-20, 0, 1e-20, 1e-3, 1, 3.5, 6, 10, 20, 40, 88.5, 104, 1000, 1e4];

    private static readonly ActivationChoice[] Activations = [.. Registry.Activations.Where(activation => activation.Kind != Activation.Softmax)];

    private static readonly Lazy<EmittedNetworks> Networks = new(() => EmittedNetworks.Compile(
        [.. Activations.SelectMany(activation => new[] { Choice(activation, isDouble: false), Choice(activation, isDouble: true) })]));

    public static TheoryData<int, string> Cases => [.. Activations.Select((activation, index) => (index, activation.ToString()))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ValuesAndDerivativesAreRight(int index, string name)
    {
        Check(Networks.Value.Create<float>(2 * index), Activations[index], name, 1e-6);
        Check(Networks.Value.Create<double>((2 * index) + 1), Activations[index], name, 1e-13);
    }

    private static void Check<T>(INetwork<T> network, ActivationChoice activation, string name, double tolerance)
        where T : unmanaged, INumber<T>
    {
        double[] ones = [.. Points.Select(_ => 1.0)], points = Norms.ToDouble<float>(Array.ConvertAll(Points, point => (float)point));
        var model = new EmittedModel<T>(network, new Problem(Points.Length, [1], points, null, ones));
        double slope = LossChoice.Decimal(activation.Slope);

        double[] values = Norms.ToDouble(network.Forward(model.Inputs, model.Workspace));
        model.EvaluateWithGradients();
        double[] derivatives = Norms.ToDouble<T>(model.InputGradient);

        for (int i = 0; i < points.Length; i++)
        {
            AssertClose(PlainActivation.Value(activation.Kind, slope, points[i]), values[i], $"{name}({points[i]})");
            AssertClose(PlainActivation.Derivative(activation.Kind, slope, points[i]), derivatives[i], $"{name}′({points[i]})");
        }

        // Relative to the result, and where that is small, absolute: 1 − σ(20) is below what σ(20) is rounded by.
        void AssertClose(double expected, double actual, string what) =>
            Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Max(Math.Abs(expected), 1), $"{what} is {actual} instead of {expected}.");
    }

    // A dense layer of weight 1, so that the sum is the input.
    private static NetworkChoice Choice(ActivationChoice activation, bool isDouble) =>
        new(1, [LayerChoice.Dense(1, activation.Kind, useBias: false, activation.Slope)], null, isDouble);
}
