using System.Globalization;
using System.Text.Json;
using Backprop.Numerics;
using Backprop.Tests.Infrastructure;

namespace Backprop.Tests.Optimization;

/// <summary>Fifty steps of every schedule against torch.optim.lr_scheduler (Reference/schedules.py), chains, units, refused arguments.</summary>
public class ScheduleTests
{
    private const int Length = 50;
    private static readonly JsonElement Reference = Load();

    public static TheoryData<string> Names =>
        [.. Reference.GetProperty("schedules").EnumerateObject().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fifty_epochs_or_steps_follow_pytorch(string name)
    {
        JsonElement expected = Reference.GetProperty("schedules").GetProperty(name);
        float baseRate = Reference.GetProperty("base").GetSingle();
        foreach (ScheduleUnit unit in Enum.GetValues<ScheduleUnit>())
        {
            Schedule schedule = Create(name, unit);
            for (int t = 0; t < Length; t++)
            {
                // In epochs, of seven steps here, the rate holds over the epoch; in steps, epochs do not matter.
                SchedulePosition position = unit == ScheduleUnit.Epochs
                    ? new((7 * t) + (t % 7), t, 7 * Length, Length)
                    : new(t, t / 10, Length, Length / 10);
                double error = Math.Abs(schedule.Rate(baseRate, position) - expected[t].GetDouble());
                Assert.True(
                    error <= 1e-6 * expected[t].GetDouble(),
                    string.Create(CultureInfo.InvariantCulture, $"{name}, {unit} {t}: {schedule.Rate(baseRate, position):R} for {expected[t]}"));
            }
        }
    }

    private static Schedule Create(string name, ScheduleUnit unit)
    {
        const float Minimum = 1e-5f;
        return name switch
        {
            "constant" => Schedules.Constant(0.25f),
            "step" => Schedules.Step(7, 0.5f, unit),
            "exponential" => Schedules.Exponential(0.9f, unit),
            "cosine" => Schedules.Cosine(Minimum, unit: unit),
            "cosine30" => Schedules.Cosine(Minimum, 30, unit),
            "warmup" => Schedules.Warmup(20, unit),
            "warmup from zero" => Schedules.Warmup(20, unit, WarmupStart.Zero),
            "warmup then cosine" => Schedules.Warmup(20, unit).Then(Schedules.Cosine(minimum: Minimum, unit: unit)),
            "warmup then step" => Schedules.Warmup(5, unit).Then(Schedules.Step(10, 0.5f, unit)),
            "constant then exponential then cosine" => Schedules.Constant().For(10, unit)
                .Then(Schedules.Exponential(0.9f, unit).For(15, unit))
                .Then(Schedules.Cosine(unit: unit)),
            _ => throw new InvalidOperationException($"The reference has a schedule '{name}' that this test does not know."),
        };
    }

    [Fact]
    public void Warmup_then_cosine_compiles_as_documented_and_peaks_once()
    {
        Schedule schedule = Schedules.Warmup(20).Then(Schedules.Cosine(minimum: 1e-5f));
        float[] rates = [.. Enumerable.Range(0, 300).Select(t => schedule.Rate(1e-3f, new SchedulePosition(t, t, 300, 300)))];
        Assert.Equal(1e-3f / 20, rates[0], 1e-9f);
        Assert.Equal(1e-3f, rates[19]);
        Assert.Equal(1e-3f, rates[20]);
        for (int t = 21; t < 300; t++)
        {
            Assert.True(rates[t] < rates[t - 1] && rates[t] > 1e-5f);
        }
    }

    [Fact]
    public void Chains_group_either_way()
    {
        Schedule a = Schedules.Warmup(3);
        Schedule b = Schedules.Exponential(0.5f).For(4);
        Schedule c = Schedules.Cosine();
        Schedule left = a.Then(b).Then(c);
        Schedule right = a.Then(b.Then(c));
        for (int t = 0; t < 24; t++)
        {
            SchedulePosition position = new(t, t / 2, 24, 12);
            Assert.Equal(left.Rate(1f, position), right.Rate(1f, position));
        }
    }

    /// <summary>Warmup over 25 steps, in epochs of 10: the decay that follows counts its epochs from step 25.</summary>
    [Fact]
    public void A_chain_may_mix_steps_and_epochs()
    {
        Schedule schedule = Schedules.Warmup(25, ScheduleUnit.Steps).Then(Schedules.Exponential(0.5f));
        float Rate(int step) => schedule.Rate(1f, new SchedulePosition(step, step / 10, 100, 10));
        Assert.Equal(0.04f, Rate(0));
        Assert.Equal(1f, Rate(24));
        Assert.Equal(1f, Rate(25));
        Assert.Equal(1f, Rate(34));
        Assert.Equal(0.5f, Rate(35));
        Assert.Equal(0.25f, Rate(45));

        Schedule epochsFirst = Schedules.Warmup(2).Then(Schedules.Cosine(unit: ScheduleUnit.Steps));
        Assert.Equal(0.5f, epochsFirst.Rate(1f, new SchedulePosition(9, 0, 100, 10)));
        Assert.Equal(1f, epochsFirst.Rate(1f, new SchedulePosition(20, 2, 100, 10)));
        Assert.Equal(0.5f, epochsFirst.Rate(1f, new SchedulePosition(60, 6, 100, 10)));
    }

    [Fact]
    public void Schedules_go_on_sensibly_beyond_their_length()
    {
        SchedulePosition late = new(1000, 1000, 50, 50);
        Assert.Equal(0.5f, Schedules.Warmup(20).Rate(0.5f, late));
        Assert.Equal(0.25f, Schedules.Cosine(0.25f).Rate(0.5f, late));
        Assert.Equal(0.25f, Schedules.Warmup(50).Then(Schedules.Cosine(0.25f)).Rate(0.5f, late));
        Assert.Equal(0.25f, Schedules.Warmup(60).Then(Schedules.Cosine(0.25f)).Rate(0.5f, late));
        Assert.Equal(0f, Schedules.Step(1).Rate(0.5f, late));
    }

    [Fact]
    public void A_rate_allocates_nothing()
    {
        Schedule schedule = Schedules.Warmup(3).Then(Schedules.Step(2).For(10)).Then(Schedules.Cosine());
        float sum = schedule.Rate(1f, new SchedulePosition(0, 0, 50, 50));
        Allocations.AssertNone(() =>
        {
            for (int t = 0; t < 50; t++)
            {
                sum += schedule.Rate(1f, new SchedulePosition(t, t, 50, 50));
            }
        });
        Assert.True(sum > 0);
    }

    [Fact]
    public void The_cosine_agrees_with_mpmath()
    {
        foreach (JsonElement pair in Reference.GetProperty("cosines").EnumerateArray())
        {
            Assert.Equal(pair[1].GetDouble(), ScalarCosine.OfPi(pair[0].GetDouble()), 2.3e-16);
        }

        Assert.Equal((1.0, 0.0, -1.0), (ScalarCosine.OfPi(0), ScalarCosine.OfPi(0.5), ScalarCosine.OfPi(1)));
    }

    [Fact]
    public void A_schedule_without_an_end_cannot_be_followed()
    {
        foreach (Schedule endless in (Schedule[])[Schedules.Constant(), Schedules.Step(3), Schedules.Exponential(0.9f), Schedules.Cosine()])
        {
            InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => endless.Then(Schedules.Constant()));
            Assert.Contains("write .For(length) before .Then", error.Message);
            Assert.Throws<InvalidOperationException>(() => Schedules.Warmup(2).Then(endless).Then(Schedules.Constant()));
        }

        Assert.Equal("next", Assert.Throws<ArgumentNullException>(() => Schedules.Warmup(2).Then(null!)).ParamName);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        foreach (float bad in (float[])[float.NaN, float.PositiveInfinity, -1f])
        {
            Assert.Contains("factor must be", Refused(() => Schedules.Constant(bad)));
            Assert.Contains("factor must be", Refused(() => Schedules.Exponential(bad)));
            Assert.Contains("factor must be", Refused(() => Schedules.Step(2, bad)));
            Assert.Contains("minimum must be", Refused(() => Schedules.Cosine(bad)));
        }

        Assert.Contains("factor must be a finite number above 0, not 0", Refused(() => Schedules.Exponential(0f)));
        Assert.Contains("length must be at least 1, not 0", Refused(() => Schedules.Warmup(0)));
        Assert.Contains("length must be at least 1, not -2", Refused(() => Schedules.Cosine(length: -2)));
        Assert.Contains("length must be at least 1, not 0", Refused(() => Schedules.Constant().For(0)));
        Assert.Contains("every must be at least 1, not 0", Refused(() => Schedules.Step(0)));
        Assert.Contains("unit must be one of Epochs, Steps, not 5", Refused(() => Schedules.Warmup(1, (ScheduleUnit)5)));
        Assert.Contains("start must be one of OneOverLength, Zero, not 5", Refused(() => Schedules.Warmup(1, start: (WarmupStart)5)));
    }

    private static string Refused(Func<object> call) => Assert.Throws<ArgumentOutOfRangeException>(call).Message;

    private static JsonElement Load()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Reference", "schedules.json"));
        return JsonDocument.Parse(file).RootElement.Clone();
    }
}
