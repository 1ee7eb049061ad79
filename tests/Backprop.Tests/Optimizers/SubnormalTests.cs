namespace Backprop.Tests.Optimization;

/// <summary>No optimizer's state ever holds a subnormal number, however long it decays.</summary>
public class SubnormalTests
{
    public static TheoryData<string> Names => AllOptimizers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Decaying_state_goes_to_zero_without_becoming_subnormal(string name)
    {
        Optimizer optimizer = AllOptimizers.Create(name, 1e-3f);
        float[] parameters = AllOptimizers.Random(40, 1);
        float[] gradients = AllOptimizers.Random(40, 2);
        for (int i = 0; i < 40; i++)
        {
            // From 1 down to 1e-16, whose mean of squares starts at 1e-35 and so leaves the normal range within the test.
            gradients[i] = MathF.CopySign((0.5f + Math.Abs(gradients[i])) * MathF.Pow(10, -i % 17), gradients[i]);
        }

        optimizer.Step(parameters, gradients);
        for (int state = 0; state < optimizer.StateCount; state++)
        {
            Assert.DoesNotContain(0f, optimizer.State(state).ToArray());
        }

        Array.Clear(gradients);
        int subnormal = 0;
        for (int step = 0; step < 12000; step++)
        {
            optimizer.Step(parameters, gradients);
            subnormal += CountSubnormal(optimizer);
        }

        Assert.Equal(0, subnormal);
        Assert.All(parameters, value => Assert.True(float.IsFinite(value)));
        for (int state = 0; state < optimizer.StateCount; state++)
        {
            // 1e-16 squared, or anything at all at β = 0.99 and below, has long left the normal range.
            Assert.Equal(0f, optimizer.State(state)[16]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tiny_gradients_leave_no_subnormal_state(string name)
    {
        Optimizer optimizer = AllOptimizers.Create(name, 1e-3f);
        float[] parameters = AllOptimizers.Random(40, 1);
        float[] gradients = new float[40];
        for (int i = 0; i < 40; i++)
        {
            gradients[i] = MathF.Pow(10, -10 - (0.9f * i));
        }

        Assert.Contains(gradients, float.IsSubnormal);
        for (int step = 0; step < 200; step++)
        {
            optimizer.Step(parameters, gradients);
            Assert.Equal(0, CountSubnormal(optimizer));
        }

        Assert.All(parameters, value => Assert.InRange(Math.Abs(value), 0f, 1.3f));
    }

    /// <summary>Where the squares vanish in single precision, the update must not divide by ε alone.</summary>
    [Theory]
    [InlineData(1e-17f)]
    [InlineData(1e-18f)]
    [InlineData(1e-19f)]
    [InlineData(1e-30f)]
    public void The_smallest_gradients_never_step_further_than_the_rate(float gradient)
    {
        foreach (float epsilon in (float[])[1e-8f, 1e-30f])
        {
            float[] parameters = [0f, 0f];
            Adam adam = new(1e-3f) { Epsilon = epsilon };
            RmsProp rms = new(1e-3f) { Epsilon = epsilon };
            adam.Step(parameters.AsSpan(0, 1), [gradient]);
            rms.Step(parameters.AsSpan(1, 1), [gradient]);
            Assert.InRange(parameters[0], -1.00001e-3f, 0f);
            Assert.InRange(parameters[1], -1.00001e-2f, 0f);
        }
    }

    private static int CountSubnormal(Optimizer optimizer)
    {
        int count = 0;
        for (int state = 0; state < optimizer.StateCount; state++)
        {
            foreach (float value in optimizer.State(state))
            {
                count += float.IsSubnormal(value) ? 1 : 0;
            }
        }

        return count;
    }
}
