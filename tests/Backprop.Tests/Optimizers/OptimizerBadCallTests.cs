namespace Backprop.Tests.Optimization;

/// <summary>Refused calls: the message holds the names and the numbers, and nothing has changed.</summary>
public class OptimizerBadCallTests
{
    public static TheoryData<string> Names => AllOptimizers.Names;

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(-0.5f, "-0.5")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void Rates_and_decays_must_be_finite_and_not_negative(float bad, string shown)
    {
        foreach (string name in AllOptimizers.Names.Select(row => row.Data))
        {
            ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => AllOptimizers.Create(name, bad));
            Assert.Equal("learningRate", error.ParamName);
            Assert.Contains("learningRate must be a finite number of 0 or more, not " + shown, error.Message);
        }

        Adam adam = new(0.25f) { WeightDecay = 0.125f };
        ArgumentOutOfRangeException rate = Assert.Throws<ArgumentOutOfRangeException>(() => adam.LearningRate = bad);
        ArgumentOutOfRangeException decay = Assert.Throws<ArgumentOutOfRangeException>(() => adam.WeightDecay = bad);
        Assert.Contains("LearningRate must be", rate.Message);
        Assert.Contains("WeightDecay must be", decay.Message);
        Assert.Equal((0.25f, 0.125f), (adam.LearningRate, adam.WeightDecay));
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void Betas_stay_below_one(float bad)
    {
        Assert.Contains("Beta must be at least 0 and below 1", Refused(() => new Momentum(1f) { Beta = bad }));
        Assert.Contains("Beta must be at least 0 and below 1", Refused(() => new Nesterov(1f) { Beta = bad }));
        Assert.Contains("Rho must be at least 0 and below 1", Refused(() => new RmsProp { Rho = bad }));
        Assert.Contains("Beta1 must be at least 0 and below 1", Refused(() => new Adam { Beta1 = bad }));
        Assert.Contains("Beta2 must be at least 0 and below 1", Refused(() => new Adam { Beta2 = bad }));
        Assert.Contains("Beta1 must be at least 0 and below 1", Refused(() => new AdamW { Beta1 = bad }));
        Assert.Contains("Beta2 must be at least 0 and below 1", Refused(() => new AdamW { Beta2 = bad }));
        Assert.Contains("Beta1 must be at least 0 and below 1", Refused(() => new Lion { Beta1 = bad }));
        Assert.Contains("Beta2 must be at least 0 and below 1", Refused(() => new Lion { Beta2 = bad }));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Epsilon_is_above_zero(float bad)
    {
        Assert.Contains("Epsilon must be a finite number above 0", Refused(() => new RmsProp { Epsilon = bad }));
        Assert.Contains("Epsilon must be a finite number above 0", Refused(() => new Adam { Epsilon = bad }));
        Assert.Contains("Epsilon must be a finite number above 0", Refused(() => new AdamW { Epsilon = bad }));
    }

    [Fact]
    public void The_place_of_epsilon_is_one_of_two() => Assert.Contains(
        "EpsilonPlacement must be one of OutsideRoot, InsideRoot, not 7", Refused(() => new RmsProp { EpsilonPlacement = (EpsilonPlacement)7 }));

    [Theory]
    [MemberData(nameof(Names))]
    public void Lengths_that_do_not_fit_change_nothing(string name)
    {
        Optimizer refused = AllOptimizers.Create(name, 0.01f, 0.1f);
        Optimizer control = AllOptimizers.Create(name, 0.01f, 0.1f);
        float[] parameters = AllOptimizers.Random(20, 1);
        float[] expected = AllOptimizers.Random(20, 1);
        float[] gradients = AllOptimizers.Random(20, 2);
        FakeNetwork model = new();

        ArgumentException early = Assert.Throws<ArgumentException>(() => refused.Step(parameters, gradients.AsSpan(0, 19)));
        refused.Step(parameters, gradients);
        ArgumentException gradientsTooShort = Assert.Throws<ArgumentException>(() => refused.Step(parameters, gradients.AsSpan(0, 18)));
        ArgumentException otherLength = Assert.Throws<ArgumentException>(() => refused.Step(parameters.AsSpan(0, 19), gradients.AsSpan(0, 19)));
        ArgumentException otherModel = Assert.Throws<ArgumentException>(() => refused.Step(model, model.CreateWorkspace(1)));
        Assert.Equal(1, refused.StepCount);
        refused.Step(parameters, gradients);
        control.Step(expected, gradients);
        control.Step(expected, gradients);

        Assert.Contains("20 parameters need 20 gradients, not 19", early.Message);
        Assert.Equal("gradients", early.ParamName);
        Assert.Contains("20 parameters need 20 gradients, not 18", gradientsTooShort.Message);
        Assert.Contains("first step was over 20 parameters, this one is over 19", otherLength.Message);
        Assert.Contains("first step was over 20 parameters, this one is over 11", otherModel.Message);
        Assert.Equal("model", otherModel.ParamName);
        Assert.Equal(expected, parameters);
        Assert.All(model.Parameters.ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void A_workspace_of_another_network_is_refused()
    {
        Adam adam = new();
        FakeNetwork model = new();
        ArgumentException error = Assert.Throws<ArgumentException>(() => adam.Step(model, new FakeWorkspace(12)));
        Assert.Equal("workspace", error.ParamName);
        Assert.Contains("holds 12 gradients, but FakeNetwork has 11 parameters", error.Message);
        Assert.Equal(0, adam.StepCount);
    }

    [Fact]
    public void A_layout_that_does_not_fit_is_refused()
    {
        Adam adam = new();
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => adam.Step(new FakeNetwork(12), new FakeWorkspace(12)));
        Assert.Contains("describes 11 parameters, but the model holds 12", error.Message);
        Assert.Equal(0, adam.StepCount);
    }

    [Fact]
    public void Null_is_refused()
    {
        FakeNetwork model = new();
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => new Adam().Step(null!, model.CreateWorkspace(1))).ParamName);
        Assert.Equal("workspace", Assert.Throws<ArgumentNullException>(() => new Adam().Step(model, null!)).ParamName);
    }

    private static string Refused(Func<object> call) => Assert.Throws<ArgumentOutOfRangeException>(call).Message;
}
