namespace Backprop.Tests.Initializers;

public sealed class InitializationTests
{
    private const int Count = 200_000;

    /// <summary>Every drawing initializer at fan_in = 300, fan_out = 100, with the variance its paper states.</summary>
    public static TheoryData<Initializer, double, bool> Drawn => new()
    {
        { Initializer.XavierNormal, 2.0 / 400, false },
        { Initializer.XavierUniform, 2.0 / 400, true },
        { Initializer.HeNormal, 2.0 / 300, false },
        { Initializer.HeUniform, 2.0 / 300, true },
        { Initializer.LeCunNormal, 1.0 / 300, false },
        { Initializer.LeCunUniform, 1.0 / 300, true },
        { Initializer.Normal, 0.25 * 0.25, false },
    };

    // Five standard errors: σ/√n for the mean, σ²·√((κ − 1)/n) for the variance; the kurtosis κ is 3 (normal) or 1.8 (uniform).
    [Theory]
    [MemberData(nameof(Drawn))]
    public void Mean_and_variance_are_those_of_the_formula(Initializer initializer, double variance, bool uniform)
    {
        double[] weights = Fill<double>(initializer);
        double mean = weights.Average();
        double spread = weights.Sum(w => (w - mean) * (w - mean)) / (Count - 1);
        Assert.InRange(mean / Math.Sqrt(variance), -5 / Math.Sqrt(Count), 5 / Math.Sqrt(Count));
        double slack = 5 * Math.Sqrt(((uniform ? 1.8 : 3) - 1) / Count);
        Assert.InRange(spread / variance, 1 - slack, 1 + slack);
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Uniform_weights_fill_their_interval_and_normal_ones_leave_it(Initializer initializer, double variance, bool uniform)
    {
        double limit = Math.Sqrt(3 * variance), largest = Fill<double>(initializer).Max(Math.Abs);
        Assert.Equal(uniform, largest <= limit);
        Assert.InRange(largest, 0.9999 * limit, 6 * Math.Sqrt(variance));
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Float_weights_are_the_double_ones_rounded(Initializer initializer, double variance, bool uniform)
    {
        _ = (variance, uniform);
        Assert.Equal(Fill<double>(initializer).Select(w => (float)w), Fill<float>(initializer));
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void The_seed_and_the_stream_decide(Initializer initializer, double variance, bool uniform)
    {
        _ = (variance, uniform);
        float[] weights = Fill<float>(initializer);
        Assert.Equal(weights, Fill<float>(initializer));
        Assert.Empty(weights.Take(1000).Intersect(Fill<float>(initializer, seed: 43).Take(1000)));
        Assert.Empty(weights.Take(1000).Intersect(Fill<float>(initializer, stream: 1).Take(1000)));
    }

    [Fact]
    public void The_source_of_the_draws_is_the_stream_of_the_tensor()
    {
        double[] weights = new double[5];
        Initialization.Fill<double>(weights, Initializer.Normal, 1, 1, 2f, 42, 6);
        CounterRandom random = new(42, RandomStreams.Parameters + 6);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => 2 * random.Normal(i)), weights);
    }

    [Fact]
    public void Without_a_value_it_is_the_same()
    {
        float[] weights = new float[50], others = new float[50];
        Initialization.Fill<float>(weights, Initializer.HeNormal, fanIn: 3, fanOut: 4, seed: 42, stream: 6);
        Initialization.Fill<float>(others, Initializer.HeNormal, fanIn: 3, fanOut: 4, value: 7, seed: 42, stream: 6);
        Assert.Equal(others, weights);
        Assert.Equal(weights.Length, weights.Distinct().Count());
    }

    [Fact]
    public void Zeros_and_constants_fill_every_place()
    {
        float[] weights = [1, 2, 3];
        Initialization.Fill<float>(weights, Initializer.Constant, 0, 0, 0.1f, 1, 0);
        Assert.Equal([0.1f, 0.1f, 0.1f], weights);
        Initialization.Fill<float>(weights, Initializer.Zeros, 0, 0, 5, 1, 0);
        Assert.Equal([0f, 0f, 0f], weights);
        Initialization.Fill<float>([], Initializer.HeNormal, 3, 3, 0, 1, 0);
    }

    [Fact]
    public void The_largest_fans_do_not_overflow()
    {
        double[] weights = new double[100];
        Initialization.Fill<double>(weights, Initializer.XavierUniform, int.MaxValue, int.MaxValue, 0, 1, 0);
        Assert.All(weights, w => Assert.InRange(Math.Abs(w), 0, Math.Sqrt(6.0 / (2.0 * int.MaxValue))));
        Assert.Contains(weights, w => w != 0);
    }

    [Theory]
    [InlineData(Initializer.XavierNormal, 0, 5, 0f, 0, "fanIn")]
    [InlineData(Initializer.XavierUniform, 5, -1, 0f, 0, "fanOut")]
    [InlineData(Initializer.HeNormal, 0, 5, 0f, 0, "fanIn")]
    [InlineData(Initializer.LeCunUniform, -2, 5, 0f, 0, "fanIn")]
    [InlineData(Initializer.Normal, 5, 5, -1f, 0, "value")]
    [InlineData(Initializer.Normal, 5, 5, float.NaN, 0, "value")]
    [InlineData(Initializer.Constant, 5, 5, float.PositiveInfinity, 0, "value")]
    [InlineData((Initializer)99, 5, 5, 0f, 0, "initializer")]
    [InlineData(Initializer.HeNormal, 5, 5, 0f, -1, "stream")]
    public void Bad_arguments_are_named_and_change_nothing(Initializer initializer, int fanIn, int fanOut, float value, int stream, string argument)
    {
        float[] weights = [7, 7];
        Assert.Throws<ArgumentOutOfRangeException>(argument, () => Initialization.Fill<float>(weights, initializer, fanIn, fanOut, value, 1, stream));
        Assert.Equal([7f, 7f], weights);
    }

    [Fact]
    public void Auto_and_other_element_types_are_refused()
    {
        Assert.Throws<ArgumentException>("initializer", () => Initialization.Fill<float>(new float[2], Initializer.Auto, 2, 2, 0, 1, 0));
        Assert.Throws<ArgumentException>("weights", () => Initialization.Fill<int>(new int[2], Initializer.HeNormal, 2, 2, 0, 1, 0));
    }

    private static T[] Fill<T>(Initializer initializer, long seed = 42, int stream = 0)
        where T : unmanaged
    {
        T[] weights = new T[Count];
        Initialization.Fill<T>(weights, initializer, 300, 100, 0.25f, seed, stream);
        return weights;
    }
}
