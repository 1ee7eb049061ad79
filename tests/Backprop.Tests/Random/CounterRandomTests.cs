using System.Globalization;
using System.Text.Json;

namespace Backprop.Tests.RandomSource;

public sealed class CounterRandomTests
{
    private static readonly JsonElement Reference = Read();

    [Fact]
    public void Draws_are_those_of_the_reference()
    {
        foreach (JsonElement draw in Reference.GetProperty("draws").EnumerateArray())
        {
            CounterRandom random = new(draw.GetProperty("seed").GetInt64(), draw.GetProperty("stream").GetInt64());
            long index = draw.GetProperty("index").GetInt64();
            Assert.Equal(ulong.Parse(draw.GetProperty("bits").GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture), random.Bits(index));
            Assert.Equal(draw.GetProperty("uniform").GetDouble(), random.Uniform(index));
            Assert.Equal(draw.GetProperty("below1000").GetInt32(), random.Below(index, 1000));
            Near(draw.GetProperty("normal").GetDouble(), random.Normal(index));
        }
    }

    [Fact]
    public void The_normal_quantile_is_right_far_into_its_tails()
    {
        foreach (JsonElement point in Reference.GetProperty("quantile").EnumerateArray())
        {
            Near(point.GetProperty("x").GetDouble(), NormalQuantile.At(point.GetProperty("p").GetDouble()));
        }
    }

    [Fact]
    public void A_shuffle_is_that_of_the_reference()
    {
        int[] items = [.. Enumerable.Range(0, 20)];
        new CounterRandom(7, RandomStreams.Shuffle).Shuffle(items, 100);
        Assert.Equal(Reference.GetProperty("shuffle").EnumerateArray().Select(e => e.GetInt32()), items);
    }

    // Six orders of three items, 60,000 shuffles: each count is 10,000 ± 5·√(60,000·(1/6)·(5/6)) = ± 457 (5 standard deviations).
    [Fact]
    public void Every_order_is_equally_likely()
    {
        CounterRandom random = new(1, RandomStreams.Shuffle);
        Dictionary<string, int> counts = [];
        for (int i = 0; i < 60_000; i++)
        {
            int[] items = [0, 1, 2];
            random.Shuffle(items, 3L * i);
            string order = string.Concat(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 10_000 - 457, 10_000 + 457));
    }

    [Fact]
    public void Empty_and_single_items_are_left_alone()
    {
        CounterRandom random = new(1, 2);
        random.Shuffle([]);
        int[] one = [5];
        random.Shuffle(one);
        Assert.Equal([5], one);
    }

    // Correlation of n independent pairs is N(0, 1/n): 5 standard deviations are 5/√n.
    [Theory]
    [InlineData(42, 0, 42, 1)]
    [InlineData(42, 0, 43, 0)]
    [InlineData(42, RandomStreams.Parameters, 42, RandomStreams.Shuffle)]
    [InlineData(0, 1, 1, 0)]
    public void Seeds_and_streams_are_uncorrelated(long seedA, long streamA, long seedB, long streamB)
    {
        const int Count = 100_000;
        CounterRandom a = new(seedA, streamA), b = new(seedB, streamB);
        double product = 0;
        int equal = 0;
        for (int i = 0; i < Count; i++)
        {
            product += a.Normal(i) * b.Normal(i);
            equal += a.Bits(i) == b.Bits(i) ? 1 : 0;
        }

        Assert.InRange(product / Count, -5 / Math.Sqrt(Count), 5 / Math.Sqrt(Count));
        Assert.Equal(0, equal);
    }

    // The share of |z| < k among n draws has standard deviation √(p(1 − p)/n); 5 of them are allowed.
    [Theory]
    [InlineData(0.5, 0.38292492254802624)]
    [InlineData(1, 0.6826894921370859)]
    [InlineData(2, 0.9544997361036416)]
    [InlineData(3, 0.9973002039367398)]
    public void Normal_draws_fall_where_they_should(double k, double share)
    {
        const int Count = 200_000;
        CounterRandom random = new(3, 9);
        int inside = Enumerable.Range(0, Count).Count(i => Math.Abs(random.Normal(i)) < k);
        double slack = 5 * Math.Sqrt(share * (1 - share) / Count);
        Assert.InRange((double)inside / Count, share - slack, share + slack);
    }

    [Fact]
    public void Uniform_draws_stay_in_the_half_open_interval()
    {
        CounterRandom random = new(5, 5);
        double mean = 0;
        for (int i = 0; i < 100_000; i++)
        {
            double u = random.Uniform(i);
            Assert.InRange(u, 0, Math.BitDecrement(1.0));
            mean += u / 100_000;
        }

        // √(1/12/n) = 9.1e-4; five of them.
        Assert.InRange(mean, 0.5 - 0.0046, 0.5 + 0.0046);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void A_bound_below_one_is_refused(int bound) =>
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => new CounterRandom(1, 1).Below(0, bound));

    [Fact]
    public void A_bound_of_one_gives_zero_and_the_largest_bound_is_never_reached()
    {
        CounterRandom random = new(1, 1);
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(0, random.Below(i, 1));
            Assert.InRange(random.Below(i, int.MaxValue), 0, int.MaxValue - 1);
        }
    }

    // AS 241 claims about 1 part in 10¹⁶; the rounding of its sixteen operations comes on top.
    private static void Near(double expected, double actual) =>
        Assert.True(Math.Abs(actual - expected) <= 2e-15 * Math.Abs(expected), string.Create(CultureInfo.InvariantCulture, $"Expected {expected:R}, got {actual:R}."));

    private static JsonElement Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Random", "Reference", "random.json")));
        return document.RootElement.Clone();
    }
}
