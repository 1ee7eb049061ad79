using System.Globalization;
using System.Text.Json;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Accuracy against mpmath (Reference/lane_math_reference.py), values at the edges, and equal bits on every width.</summary>
public sealed class LaneMathTests
{
    private const double FloatFlush = 2.350988701644575E-38, DoubleFlush = 4.450147717014403E-308; // 2⁻¹²⁵, 2⁻¹⁰²¹

    public static TheoryData<string> Functions => [.. LaneMathFunctions.Names];

    [Theory]
    [InlineData("Exp", 2)]
    [InlineData("Expm1", 2)]
    [InlineData("Log", 2)]
    [InlineData("Log1p", 2)]
    [InlineData("Softplus", 2)]
    [InlineData("Tanh", 4)]
    [InlineData("Sigmoid", 4)]
    [InlineData("Erf", 4)]
    public void Float_stays_within_units_in_the_last_place(string name, double limit)
    {
        (ulong Input, double Expected)[] reference = Read("float", name);
        float[] inputs = [.. reference.Select(r => BitConverter.UInt32BitsToSingle((uint)r.Input))];
        float[] actual = LaneMathFunctions.Apply<FloatLane512, float>(name, inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            double expected = reference[i].Expected;
            bool flushed = actual[i] == 0 && Math.Abs(expected) < FloatFlush;
            double unit = Math.Max(MathF.BitIncrement(MathF.Abs((float)expected)) - MathF.Abs((float)expected), 1.2e-38 / (1 << 23));
            Assert.True(
                flushed || Math.Abs(actual[i] - expected) / unit <= limit,
                string.Create(CultureInfo.InvariantCulture, $"{name}({inputs[i]:R}) = {expected:R}, got {actual[i]:R}: {(actual[i] - expected) / unit} ulp."));
        }
    }

    // The reference is itself rounded to double: a distance of 3 is an error below 3.5.
    [Theory]
    [InlineData("Exp", 3)]
    [InlineData("Expm1", 3)]
    [InlineData("Log", 3)]
    [InlineData("Log1p", 3)]
    [InlineData("Softplus", 3)]
    [InlineData("Tanh", 3)]
    [InlineData("Sigmoid", 3)]
    [InlineData("Erf", 3)]
    public void Double_stays_within_units_in_the_last_place(string name, long limit)
    {
        (ulong Input, double Expected)[] reference = Read("double", name);
        double[] inputs = [.. reference.Select(r => BitConverter.UInt64BitsToDouble(r.Input))];
        double[] actual = LaneMathFunctions.Apply<DoubleLane512, double>(name, inputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            double expected = reference[i].Expected;
            bool flushed = actual[i] == 0 && Math.Abs(expected) < DoubleFlush;
            long distance = Math.Abs(BitConverter.DoubleToInt64Bits(actual[i]) - BitConverter.DoubleToInt64Bits(expected));
            Assert.True(
                flushed || distance <= limit,
                string.Create(CultureInfo.InvariantCulture, $"{name}({inputs[i]:R}) = {expected:R}, got {actual[i]:R}: {distance} ulp."));
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_width_gives_the_same_bits(string name)
    {
        FusedHardware.Require();
        float[] floats = [.. Read("float", name == "Relu" ? "Tanh" : name).Select(r => BitConverter.UInt32BitsToSingle((uint)r.Input)), .. LaneNumbers.Interesting<float>()];
        double[] doubles = [.. Read("double", name == "Relu" ? "Tanh" : name).Select(r => BitConverter.UInt64BitsToDouble(r.Input)), .. LaneNumbers.Interesting<double>()];

        ulong[] f512 = [.. LaneMathFunctions.Apply<FloatLane512, float>(name, floats).Select(LaneNumbers.Bits)];
        ulong[] d512 = [.. LaneMathFunctions.Apply<DoubleLane512, double>(name, doubles).Select(LaneNumbers.Bits)];
        Assert.Equal(f512, LaneMathFunctions.Apply<FloatLane256, float>(name, floats).Select(LaneNumbers.Bits));
        Assert.Equal(f512, LaneMathFunctions.Apply<FloatLane128, float>(name, floats).Select(LaneNumbers.Bits));
        Assert.Equal(d512, LaneMathFunctions.Apply<DoubleLane256, double>(name, doubles).Select(LaneNumbers.Bits));
        Assert.Equal(d512, LaneMathFunctions.Apply<DoubleLane128, double>(name, doubles).Select(LaneNumbers.Bits));
    }

    // Float against double, whose error is far below a float's last place, at every 9,973rd float there is.
    [Theory]
    [InlineData("Exp", 2)]
    [InlineData("Expm1", 2)]
    [InlineData("Log", 2)]
    [InlineData("Log1p", 2)]
    [InlineData("Softplus", 2)]
    [InlineData("Tanh", 4)]
    [InlineData("Sigmoid", 4)]
    [InlineData("Erf", 4)]
    public void Float_agrees_with_double_over_the_whole_range(string name, double limit)
    {
        float[] inputs = [.. Enumerable.Range(0, (int)(uint.MaxValue / 9973)).Select(i => BitConverter.UInt32BitsToSingle((uint)i * 9973))];
        float[] actual = LaneMathFunctions.Apply<FloatLane512, float>(name, inputs);
        double[] expected = LaneMathFunctions.Apply<DoubleLane512, double>(name, [.. inputs.Select(x => (double)x)]);
        for (int i = 0; i < inputs.Length; i++)
        {
            float rounded = (float)expected[i];
            double unit = MathF.BitIncrement(MathF.Abs(rounded)) - MathF.Abs(rounded);
            bool same = rounded.Equals(actual[i])
                || (actual[i] == 0 && Math.Abs(expected[i]) < FloatFlush)
                || Math.Abs(actual[i] - expected[i]) <= limit * unit;
            Assert.True(same, string.Create(CultureInfo.InvariantCulture, $"{name}({inputs[i]:R}): {actual[i]:R} in float, {expected[i]:R} in double."));
        }
    }

    [Theory]
    [InlineData("Exp", 0, 1)]
    [InlineData("Exp", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Exp", double.NegativeInfinity, 0)]
    [InlineData("Exp", 1e30, double.PositiveInfinity)]
    [InlineData("Exp", -1e30, 0)]
    [InlineData("Expm1", -0.0, -0.0)]
    [InlineData("Expm1", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Expm1", double.NegativeInfinity, -1)]
    [InlineData("Log", 1, 0)]
    [InlineData("Log", 0, double.NegativeInfinity)]
    [InlineData("Log", -0.0, double.NegativeInfinity)]
    [InlineData("Log", -1, double.NaN)]
    [InlineData("Log", -1e-42, double.NaN)]
    [InlineData("Log", double.NegativeInfinity, double.NaN)]
    [InlineData("Log", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Log1p", -0.0, -0.0)]
    [InlineData("Log1p", -1, double.NegativeInfinity)]
    [InlineData("Log1p", -1.5, double.NaN)]
    [InlineData("Log1p", double.NegativeInfinity, double.NaN)]
    [InlineData("Log1p", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Tanh", -0.0, -0.0)]
    [InlineData("Tanh", 1e30, 1)]
    [InlineData("Tanh", double.PositiveInfinity, 1)]
    [InlineData("Tanh", double.NegativeInfinity, -1)]
    [InlineData("Sigmoid", 0, 0.5)]
    [InlineData("Sigmoid", double.PositiveInfinity, 1)]
    [InlineData("Sigmoid", double.NegativeInfinity, 0)]
    [InlineData("Softplus", double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("Softplus", double.NegativeInfinity, 0)]
    [InlineData("Softplus", 10_000, 10_000)]
    [InlineData("Softplus", -10_000, 0)]
    [InlineData("Erf", -0.0, -0.0)]
    [InlineData("Erf", double.PositiveInfinity, 1)]
    [InlineData("Erf", double.NegativeInfinity, -1)]
    [InlineData("Relu", -0.0, 0)]
    [InlineData("Relu", -3, 0)]
    [InlineData("Relu", 3, 3)]
    [InlineData("Relu", double.NegativeInfinity, 0)]
    [InlineData("Relu", double.PositiveInfinity, double.PositiveInfinity)]
    public void Edges_are_exact(string name, double x, double expected)
    {
        Assert.Equal(LaneNumbers.Bits(expected), LaneNumbers.Bits(LaneMathFunctions.Apply(name, x)));
        Assert.Equal(LaneNumbers.Bits((float)expected), LaneNumbers.Bits(LaneMathFunctions.Apply(name, (float)x)));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void NaN_goes_through(string name)
    {
        Assert.True(double.IsNaN(LaneMathFunctions.Apply(name, double.NaN)));
        Assert.True(float.IsNaN(LaneMathFunctions.Apply(name, float.NaN)));
    }

    [Fact]
    public void Results_of_exp_are_never_subnormal()
    {
        for (double x = -110; x < -80; x += 0.001)
        {
            Assert.False(float.IsSubnormal(LaneMathFunctions.Apply("Exp", (float)x)));
            Assert.False(float.IsSubnormal(LaneMathFunctions.Apply("Sigmoid", (float)x)));
            Assert.False(float.IsSubnormal(LaneMathFunctions.Apply("Softplus", (float)x)));
        }
    }

    // Finite differences in double rely on it: the two formulas must meet at 1 and the clamp at 6 within rounding.
    [Theory]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    [InlineData(6.0)]
    public void Erf_is_smooth_at_its_joints(double joint)
    {
        double below = LaneMathFunctions.Apply("Erf", double.BitDecrement(joint)), above = LaneMathFunctions.Apply("Erf", double.BitIncrement(joint));
        Assert.InRange(Math.Abs(above - below), 0, 1e-15);
    }

    private static (ulong Input, double Expected)[] Read(string type, string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Numerics", "Reference", $"lane_math_{type}.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty(name).EnumerateArray().Select(entry =>
        {
            string[] pair = entry.GetString()!.Split(' ');
            return (ulong.Parse(pair[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                BitConverter.UInt64BitsToDouble(ulong.Parse(pair[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        })];
    }
}
