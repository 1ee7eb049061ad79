using Backprop.Tests.Infrastructure;

namespace Backprop.Tests.Optimization;

/// <summary>What holds for every optimizer: decay on weights only, allocation, reset, defaults, refused calls.</summary>
public class OptimizerTests
{
    public static TheoryData<string> Names => AllOptimizers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Decay_touches_weights_and_never_biases_and_scales(string name)
    {
        FakeNetwork model = new();
        NetworkWorkspace<float> workspace = model.CreateWorkspace(1);
        AllOptimizers.Random(11, 1).CopyTo(model.Parameters);
        float[] decayed = model.Parameters.ToArray();
        float[] bare = model.Parameters.ToArray();
        Optimizer onModel = AllOptimizers.Create(name, 0.01f, 0.5f);
        Optimizer onAll = AllOptimizers.Create(name, 0.01f, 0.5f);
        Optimizer onNone = AllOptimizers.Create(name, 0.01f);

        for (int step = 0; step < 5; step++)
        {
            AllOptimizers.Random(11, 100 + step).CopyTo(workspace.Gradients);
            onModel.Step(model, workspace);
            onAll.Step(decayed, workspace.Gradients);
            onNone.Step(bare, workspace.Gradients);
        }

        for (int i = 0; i < 11; i++)
        {
            Assert.Equal(FakeNetwork.Decays(i) ? decayed[i] : bare[i], model.Parameters[i]);
        }

        Assert.NotEqual(bare[0], model.Parameters[0]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_without_decay_steps_like_its_spans(string name)
    {
        FakeNetwork model = new();
        NetworkWorkspace<float> workspace = model.CreateWorkspace(1);
        float[] parameters = AllOptimizers.Random(11, 1);
        parameters.CopyTo(model.Parameters);
        AllOptimizers.Random(11, 2).CopyTo(workspace.Gradients);

        AllOptimizers.Create(name, 0.01f).Step(model, workspace);
        AllOptimizers.Create(name, 0.01f).Step(parameters, workspace.Gradients);

        Assert.Equal(parameters, model.Parameters.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_allocate_nothing_after_the_first(string name)
    {
        FakeNetwork model = new();
        NetworkWorkspace<float> workspace = model.CreateWorkspace(1);
        AllOptimizers.Random(11, 3).CopyTo(workspace.Gradients);
        Optimizer onModel = AllOptimizers.Create(name, 0.01f, 0.1f);
        Optimizer onSpans = AllOptimizers.Create(name, 0.01f, 0.1f);
        float[] parameters = AllOptimizers.Random(1003, 4);
        float[] gradients = AllOptimizers.Random(1003, 5);
        onModel.Step(model, workspace);
        onSpans.Step(parameters, gradients);

        Allocations.AssertNone(() =>
        {
            for (int step = 0; step < 100; step++)
            {
                onModel.LearningRate = 0.01f / (1 + step);
                onModel.Step(model, workspace);
                onSpans.Step(parameters, gradients);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reset_makes_it_new(string name)
    {
        float[] gradients = AllOptimizers.Random(20, 6);
        Optimizer used = AllOptimizers.Create(name, 0.01f, 0.1f);
        used.Step(new float[20], AllOptimizers.Random(20, 7));
        used.Step(new float[20], AllOptimizers.Random(20, 8));
        used.Reset();
        Assert.Equal(0, used.StepCount);

        float[] afterReset = AllOptimizers.Random(20, 9);
        float[] afresh = AllOptimizers.Random(20, 9);
        used.Step(afterReset, gradients);
        AllOptimizers.Create(name, 0.01f, 0.1f).Step(afresh, gradients);
        Assert.Equal(afresh, afterReset);

        used.Reset();
        used.Step(new float[3], new float[3]);
        Assert.Equal(1, used.StepCount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rate_of_zero_moves_nothing(string name)
    {
        float[] parameters = AllOptimizers.Random(20, 10);
        AllOptimizers.Create(name, 0f, 0.1f).Step(parameters, AllOptimizers.Random(20, 11));
        Assert.Equal(AllOptimizers.Random(20, 10), parameters);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_that_is_not_a_number_is_not_hidden(string name)
    {
        float[] parameters = AllOptimizers.Random(20, 12);
        float[] gradients = AllOptimizers.Random(20, 13);
        gradients[4] = float.NaN;
        AllOptimizers.Create(name, 0.01f).Step(parameters, gradients);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(i == 4, float.IsNaN(parameters[i]));
        }
    }

    [Fact]
    public void Nothing_to_learn_is_a_step_too()
    {
        Adam adam = new();
        adam.Step([], []);
        adam.Step([], []);
        Assert.Equal(2, adam.StepCount);
    }

    [Fact]
    public void Defaults_are_the_documented_ones()
    {
        Adam adam = new();
        Assert.Equal((1e-3f, 0.9f, 0.999f, 1e-8f, 0f), (adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay));
        AdamW adamW = new();
        Assert.Equal((1e-3f, 0.9f, 0.999f, 1e-8f, 1e-2f), (adamW.LearningRate, adamW.Beta1, adamW.Beta2, adamW.Epsilon, adamW.WeightDecay));
        RmsProp rms = new();
        Assert.Equal((1e-2f, 0.99f, 1e-8f, EpsilonPlacement.OutsideRoot), (rms.LearningRate, rms.Rho, rms.Epsilon, rms.EpsilonPlacement));
        Lion lion = new();
        Assert.Equal((1e-4f, 0.9f, 0.99f, 0f), (lion.LearningRate, lion.Beta1, lion.Beta2, lion.WeightDecay));
        Assert.Equal((0.9f, 0.9f), (new Momentum(0.1f).Beta, new Nesterov(0.1f).Beta));
        Assert.Equal(5e-2f, new AdamW(learningRate: 1e-3f) { WeightDecay = 5e-2f }.WeightDecay);
    }

    [Fact]
    public void The_kind_of_decay_is_named()
    {
        foreach (string name in AllOptimizers.Names.Select(row => row.Data))
        {
            WeightDecayKind expected = name is "AdamW" or "Lion" ? WeightDecayKind.Decoupled : WeightDecayKind.Coupled;
            Assert.Equal(expected, AllOptimizers.Create(name, 0.1f).WeightDecayKind);
        }
    }

    /// <summary>With g = 0, coupled decay reaches Adam as a gradient of its own, which it normalises to a step of η whatever λ;
    /// decoupled decay shrinks by the factor 1 − ηλ.</summary>
    [Fact]
    public void Coupled_and_decoupled_decay_differ_for_adam()
    {
        float[] coupled = [2f];
        float[] decoupled = [2f];
        new Adam(0.01f) { WeightDecay = 0.5f }.Step(coupled, new float[1]);
        new AdamW(0.01f) { WeightDecay = 0.5f }.Step(decoupled, new float[1]);
        Assert.Equal(2f - 0.01f, coupled[0], 1e-6f);
        Assert.Equal(2f * (1f - 0.005f), decoupled[0], 1e-6f);
    }
}
