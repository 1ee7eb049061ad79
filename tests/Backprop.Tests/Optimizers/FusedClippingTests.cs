using Backprop.Numerics;
using Backprop.Tests.Infrastructure;

namespace Backprop.Tests.Optimization;

/// <summary>A step that clips on the way does what clipping before the step does.</summary>
public class FusedClippingTests
{
    public static TheoryData<string> Names => AllOptimizers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_clipping_step_has_the_bits_of_clipping_and_a_step(string name)
    {
        foreach (GradientClipping clipping in (GradientClipping[])[GradientClipping.None, GradientClipping.ByNorm(0.5f), GradientClipping.ByNorm(100f), GradientClipping.ByValue(0.25f)])
        {
            FakeNetwork fused = new();
            FakeNetwork apart = new();
            NetworkWorkspace<float> workspace = fused.CreateWorkspace(1);
            AllOptimizers.Random(11, 1).CopyTo(fused.Parameters);
            AllOptimizers.Random(11, 1).CopyTo(apart.Parameters);
            Optimizer onFused = AllOptimizers.Create(name, 0.01f, 0.5f);
            Optimizer onApart = AllOptimizers.Create(name, 0.01f, 0.5f);
            for (int step = 0; step < 5; step++)
            {
                float[] gradients = AllOptimizers.Random(11, 20 + step);
                gradients.CopyTo(workspace.Gradients);
                float norm = onFused.Step(fused, workspace, clipping);
                Assert.Equal(gradients, workspace.Gradients.ToArray());

                Assert.Equal(clipping.Apply(workspace.Gradients), norm);
                onApart.Step(apart, workspace);
            }

            Assert.Equal(apart.Parameters.ToArray(), fused.Parameters.ToArray());
        }
    }

    [Fact]
    public void The_next_step_without_clipping_is_not_clipped()
    {
        FakeNetwork model = new();
        NetworkWorkspace<float> workspace = model.CreateWorkspace(1);
        AllOptimizers.Random(11, 2).CopyTo(workspace.Gradients);
        Sgd sgd = new(1f);
        sgd.Step(model, workspace, GradientClipping.ByValue(0.001f));
        Assert.All(model.Parameters.ToArray(), value => Assert.InRange(Math.Abs(value), 0f, 0.001f));

        model.Parameters.Clear();
        sgd.Step(model, workspace);
        Assert.Equal(workspace.Gradients.ToArray().Select(value => -value), model.Parameters.ToArray());
    }

    [Fact]
    public void An_optimizer_of_ones_own_sees_clipped_gradients()
    {
        FakeNetwork model = new();
        NetworkWorkspace<float> workspace = model.CreateWorkspace(1);
        workspace.Gradients.Fill(3f);
        float norm = new Plain().Step(model, workspace, GradientClipping.ByValue(2f));
        Assert.Equal(3f * MathF.Sqrt(11f), norm, 1e-5f);
        Assert.All(model.Parameters.ToArray(), value => Assert.Equal(-2f, value));
    }

    [Fact]
    public void A_refused_clipping_step_changes_nothing()
    {
        FakeNetwork model = new();
        FakeWorkspace other = new(12);
        other.Gradients.Fill(3f);
        foreach (Optimizer optimizer in (Optimizer[])[new Adam(), new Plain()])
        {
            Assert.Throws<ArgumentNullException>(() => optimizer.Step(model, other, null!));
            Assert.Throws<ArgumentException>(() => optimizer.Step(model, other, GradientClipping.ByValue(1f)));
            Assert.Equal(0, optimizer.StepCount);
            optimizer.Step(new float[3], new float[3]);
            NetworkWorkspace<float> workspace = model.CreateWorkspace(1);
            workspace.Gradients.Fill(3f);
            Assert.Throws<ArgumentException>(() => optimizer.Step(model, workspace, GradientClipping.ByValue(1f)));
            Assert.All(workspace.Gradients.ToArray(), value => Assert.Equal(3f, value));
        }

        Assert.All(other.Gradients.ToArray(), value => Assert.Equal(3f, value));
    }

    [Fact]
    public void A_clipping_step_allocates_nothing()
    {
        FakeNetwork model = new();
        NetworkWorkspace<float> workspace = model.CreateWorkspace(1);
        AllOptimizers.Random(11, 3).CopyTo(workspace.Gradients);
        GradientClipping clipping = GradientClipping.ByNorm(0.1f);
        Adam adam = new() { WeightDecay = 0.1f };
        adam.Step(model, workspace, clipping);
        Allocations.AssertNone(() => adam.Step(model, workspace, clipping));
    }

    /// <summary>w ← w − g, written by a user.</summary>
    private sealed class Plain() : Optimizer(1f, stateCount: 0)
    {
        public override WeightDecayKind WeightDecayKind => WeightDecayKind.Coupled;

        protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int offset, float weightDecay)
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                parameters[i] -= gradients[i];
            }
        }
    }
}
