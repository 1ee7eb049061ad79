using Backprop.Gradients.Tests.Infrastructure;
using static System.FormattableString;

namespace Backprop.Gradients.Tests.Normalization;

/// <summary>The norms over rows and groups: their values against plain ones, their gradients against differences, in double and over channels below, at and
/// above a lane; and how well single precision bears large offsets, long rows and rows without variance.</summary>
public sealed class NormTests
{
    private const int Rows = 3;
    private const double DoubleTolerance = 1e-12, GradientTolerance = 1e-7;

    private static readonly int[] Channels = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 24, 33];

    /// <summary>Every norm at every number of channels, alone on a row and over an image.</summary>
    private static NormCase[] Cases { get; } = [.. All()];

    private static readonly Lazy<EmittedNetworks> Networks = new(() => EmittedNetworks.CompileSources(
        [.. Cases.SelectMany(one => new[] { one.Declare(Name(one), isDouble: true), one.Declare(Name(one) + "Single", isDouble: false) })]));

    public static TheoryData<string> Names => [.. Cases.Select(Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValuesAreTheFormulas(string name)
    {
        (NormCase norm, INetwork<double> network) = Get(name);
        double[] inputs = LayerGradients.Normals(Rows * network.InputSize, seed: 1, mean: 0.5), outputs = new double[inputs.Length];

        ReadOnlySpan<double> forward = network.Forward(inputs, network.CreateWorkspace(Rows + 1));

        double[] expected = norm.Expected(inputs, network.Parameters);
        Norms.AssertClose(expected, forward, DoubleTolerance, name, floor: 1e-3);
        if (!norm.HasModes)
        {
            network.Predict(inputs, outputs);
            Assert.Equal(forward.ToArray(), outputs);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsAreTheDifferences(string name)
    {
        (_, INetwork<double> network) = Get(name);
        double error = LayerGradients.LargestError(network, LayerGradients.Normals(Rows * network.InputSize, seed: 2), seed: 3);
        Assert.True(error <= GradientTolerance, $"{name} is off by {error}.");
    }

    /// <summary>A mean a thousand times the deviation costs the digits that the mean needs and no others: μ is exact to a half of its last bit, which is 2⁻¹⁰ at 10⁴;
    /// that of a group, being the mean of its channels' rounded means, to one bit.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void SinglePrecisionBearsALargeOffset(string name)
    {
        (NormCase norm, _) = Get(name);
        INetwork<float> network = Networks.Value.Create<float>(name + "Single");
        SetParameters(network.Parameters);
        float[] inputs = [.. LayerGradients.Normals(Rows * network.InputSize, seed: 4, mean: 1e4, deviation: 10).Select(value => (float)value)];
        double[] expected = norm.Expected([.. inputs.Select(value => (double)value)], Norms.ToDouble<float>(network.Parameters));

        ReadOnlySpan<float> outputs = network.Forward(inputs, network.CreateWorkspace(Rows));

        // What the exact norm would come to with a μ so far off.
        double[] moved = norm.Expected([.. inputs.Select(value => (double)value)], Norms.ToDouble<float>(network.Parameters), shift: !norm.IsCentered ? 0 : norm.Groups > 0 ? 1.0 / 1024 : 1.0 / 2048);
        for (int i = 0; i < expected.Length; i++)
        {
            double allowed = Math.Abs(moved[i] - expected[i]) + (2e-6 * Math.Max(1, Math.Abs(expected[i])));
            Assert.True(Math.Abs(outputs[i] - expected[i]) <= allowed, $"{name}, {i}: {outputs[i]} where {expected[i]} is right; {allowed} is allowed.");
        }
    }

    /// <summary>Nothing divides by zero: rows without variance come out as the bias, and their gradients are finite.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void RowsWithoutVarianceAreZero(string name)
    {
        (NormCase norm, _) = Get(name);
        INetwork<float> network = Networks.Value.Create<float>(name + "Single");
        NetworkWorkspace<float> workspace = network.CreateWorkspace(Rows);
        foreach (float value in new[] { 0, 1, -0.1f, 12345.678f, 1e-30f })
        {
            float[] inputs = new float[Rows * network.InputSize];
            Array.Fill(inputs, value);
            float[] outputs = network.Forward(inputs, workspace).ToArray();
            float expected = norm.IsCentered ? 0 : (float)(value / Math.Sqrt((value * (double)value) + norm.Epsilon));
            Assert.All(outputs, output => Assert.Equal(expected, output, 1e-6f));

            network.Backward(outputs, workspace);
            Assert.All(workspace.Gradients.ToArray(), gradient => Assert.True(float.IsFinite(gradient)));
        }
    }

    private static IEnumerable<NormCase> All()
    {
        foreach (int channels in Channels)
        {
            foreach (bool affine in new[] { true, false })
            {
                string options = affine ? "" : "Affine = false";
                yield return new NormCase("LayerNorm", options, 0, affine, affine, channels);
                yield return new NormCase("RmsNorm", options, 0, affine, false, 5, channels);
                yield return new NormCase("GroupNorm", options, 1, affine, affine, 3, 2, channels);
                yield return new NormCase("BatchNorm", options, 0, affine, affine, 2, 3, channels);
            }

            yield return new NormCase("LayerNorm", "Epsilon = 0.5f", 0, true, true, 3, 4, channels);
            yield return new NormCase("RmsNorm", "Epsilon = 0.5f", 0, true, false, channels);
            yield return new NormCase("GroupNorm", "Epsilon = 0.5f", channels, true, true, 7, channels);
            yield return new NormCase("BatchNorm", "Epsilon = 0.5f", 0, true, true, channels);
        }

        yield return new NormCase("GroupNorm", "", 2, true, true, 3, 3, 6);
        yield return new NormCase("GroupNorm", "", 3, true, true, 5, 24);
        yield return new NormCase("GroupNorm", "", 17, false, false, 2, 2, 51); // more groups than a lane, of three
        yield return new NormCase("GroupNorm", "", 2, true, true, 3, 66); // of more than a lane, with a rest
        yield return new NormCase("GroupNorm", "", 4, true, true, 64); // one position
    }

    private static string Name(NormCase norm) => norm.ToString();

    private static (NormCase Norm, INetwork<double> Network) Get(string name)
    {
        INetwork<double> network = Networks.Value.Create<double>(name);
        double[] parameters = LayerGradients.Normals(network.Parameters.Length, seed: 5, mean: 0.3);
        parameters.CopyTo(network.Parameters);
        return (Cases.Single(norm => Name(norm) == name), network);
    }

    private static void SetParameters(Span<float> parameters)
    {
        double[] values = LayerGradients.Normals(parameters.Length, seed: 6, mean: 0.3);
        for (int i = 0; i < values.Length; i++)
        {
            parameters[i] = (float)values[i];
        }
    }
}

/// <summary>A norm on an input of its own.</summary>
/// <param name="Attribute">Its name.</param>
/// <param name="Options">Its named arguments.</param>
/// <param name="Groups">The groups of a <c>[GroupNorm]</c>; 0 for others.</param>
/// <param name="HasWeight">Whether it has a weight.</param>
/// <param name="HasBias">Whether it has a bias.</param>
/// <param name="Shape">The input's shape.</param>
internal sealed record NormCase(string Attribute, string Options, int Groups, bool HasWeight, bool HasBias, params int[] Shape)
{
    public bool IsCentered => Attribute != "RmsNorm";

    /// <summary>Whether inference computes something else.</summary>
    public bool HasModes => Attribute == "BatchNorm";

    private int Channels => Shape[^1];

    public double Epsilon => Options.StartsWith("Epsilon", StringComparison.Ordinal) ? 0.5 : 1e-5;

    public string Declare(string name, bool isDouble)
    {
        string precision = isDouble ? "Precision = Precision.Double, " : "";
        string arguments = string.Join(", ", new[] { Groups > 0 ? Invariant($"{Groups}") : "", HasWeight || Options.Length > 0 ? Options : "Affine = false" }.Where(argument => argument.Length > 0));
        return Invariant($"using Backprop; [Network({precision}InputGradient = true)] [Input({string.Join(", ", Shape)})] [{Attribute}({arguments})] public sealed partial class {name};");
    }

    /// <summary>What comes out, in double; with the means off by <paramref name="shift"/>.</summary>
    public double[] Expected(double[] inputs, ReadOnlySpan<double> parameters, double shift = 0)
    {
        double[] normalized = Attribute switch
        {
            "GroupNorm" => PlainNorm.Group(inputs, Shape.Aggregate((a, b) => a * b) / Channels, Channels, Groups, Epsilon, shift),
            "BatchNorm" => PlainNorm.Group(inputs, inputs.Length / Channels, Channels, Channels, Epsilon, shift), // the batch as one row
            _ => PlainNorm.Layer(inputs, Channels, Epsilon, IsCentered, shift),
        };
        double[] all = parameters.ToArray();
        return [.. normalized.Select((value, i) => (value * (HasWeight ? all[i % Channels] : 1)) + (HasBias ? all[Channels + (i % Channels)] : 0))];
    }

    public override string ToString() =>
        Invariant($"{Attribute}{(Groups > 0 ? Invariant($"{Groups}Groups") : "")}{(HasWeight ? "" : "Bare")}{(Epsilon < 0.1 ? "" : "Epsilon")}On{string.Join("x", Shape)}");
}
