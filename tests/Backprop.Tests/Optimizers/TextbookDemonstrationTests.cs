namespace Backprop.Tests.Optimization;

/// <summary>The textbook's demonstrations of optimizers on functions of two variables.</summary>
public class TextbookDemonstrationTests
{
    /// <summary>f = (1 − θ₁)² + 5(θ₂ − θ₁²)², from (−1.5, 2). The largest curvature at the minimum (1, 1) is 26 + √656 = 51.6,
    /// so gradient descent can only settle there below a rate of 2/51.6 = 0.039.</summary>
    [Fact]
    public void The_rate_of_gradient_descent_is_slow_good_or_unstable()
    {
        List<float> slow = Descend(0.002f, 1000);
        List<float> good = Descend(0.01f, 1000);
        List<float> unstable = Descend(0.05f, 20);

        for (int t = 1; t < slow.Count; t++)
        {
            Assert.True(slow[t] < slow[t - 1], $"The slow rate should still go down at step {t}.");
        }

        Assert.True(good[200] < 0.25f && slow[200] > 10 * good[200], $"After 200 steps: good {good[200]}, slow {slow[200]}.");
        Assert.True(good[1000] < 1e-3f && slow[1000] > 100 * good[1000], $"After 1000 steps: good {good[1000]}, slow {slow[1000]}.");
        Assert.True(unstable[1] > unstable[0] && unstable[2] > unstable[1], "The unstable rate should climb from the first steps.");
        Assert.False(float.IsFinite(unstable[20]), $"The unstable rate should blow up, not reach {unstable[20]}.");
    }

    /// <summary>Beale's function from (0, 0), minimum 0 at (3, 0.5): at the same rate momentum is far ahead of plain descent; RMSProp comes
    /// close fast but, at a constant rate, keeps stepping around the minimum; Adam arrives.</summary>
    [Fact]
    public void Four_optimizers_on_beales_function()
    {
        (double sgd100, double sgd) = (Distance(new Sgd(0.01f), 100), Distance(new Sgd(0.01f), 1000));
        (double momentum100, double momentum) = (Distance(new Momentum(0.01f), 100), Distance(new Momentum(0.01f), 1000));
        (double rms1000, double rms5000) = (Distance(new RmsProp(0.01f), 1000), Distance(new RmsProp(0.01f), 5000));
        double adam = Distance(new Adam(0.1f), 1000);

        Assert.True(sgd < 0.05 && sgd < sgd100, $"SGD: {sgd100} after 100 steps, {sgd} after 1000.");
        Assert.True(momentum100 < 0.05 * sgd100, $"Momentum should be far ahead after 100 steps: {momentum100} against {sgd100}.");
        Assert.True(momentum < 1e-4, $"Momentum: {momentum}.");
        Assert.True(rms1000 < 0.02 && rms5000 is < 0.02 and > 1e-3, $"RMSProp hovers at its rate: {rms1000}, then {rms5000}.");
        Assert.True(adam < 1e-3, $"Adam: {adam}.");
    }

    /// <summary>The form with the gradient at the parameters walks through the look-ahead points of the textbook's form.</summary>
    [Fact]
    public void Nesterov_is_the_textbooks_look_ahead_rewritten()
    {
        const double Rate = 0.02, Beta = 0.9f;
        double rate = (float)Rate;
        float[] theta = [1f, -2f];
        double[] u = [1, -2];
        double[] v = [0, 0];
        double[] curvature = [1, 7];
        Nesterov nesterov = new((float)Rate);
        for (int step = 0; step < 30; step++)
        {
            nesterov.Step(theta, [(float)curvature[0] * theta[0], (float)curvature[1] * theta[1]]);
            for (int i = 0; i < 2; i++)
            {
                double gradient = curvature[i] * (u[i] - rate * Beta * v[i]);
                v[i] = Beta * v[i] + gradient;
                u[i] -= rate * v[i];
                Assert.Equal(u[i] - rate * Beta * v[i], theta[i], 2e-6);
            }
        }
    }

    private static List<float> Descend(float rate, int steps)
    {
        float[] theta = [-1.5f, 2f];
        float[] gradient = new float[2];
        Sgd sgd = new(rate);
        List<float> values = [];
        for (int t = 0; t <= steps; t++)
        {
            float valley = theta[1] - theta[0] * theta[0];
            values.Add((1 - theta[0]) * (1 - theta[0]) + 5 * valley * valley);
            gradient[0] = -2 * (1 - theta[0]) - 20 * theta[0] * valley;
            gradient[1] = 10 * valley;
            sgd.Step(theta, gradient);
        }

        return values;
    }

    private static double Distance(Optimizer optimizer, int steps)
    {
        float[] p = [0f, 0f];
        float[] gradient = new float[2];
        for (int t = 0; t < steps; t++)
        {
            (float x, float y) = (p[0], p[1]);
            float a = 1.5f - x + x * y;
            float b = 2.25f - x + x * y * y;
            float c = 2.625f - x + x * y * y * y;
            gradient[0] = 2 * a * (y - 1) + 2 * b * (y * y - 1) + 2 * c * (y * y * y - 1);
            gradient[1] = 2 * a * x + 4 * b * x * y + 6 * c * x * y * y;
            optimizer.Step(p, gradient);
        }

        return Math.Sqrt((p[0] - 3.0) * (p[0] - 3.0) + (p[1] - 0.5) * (p[1] - 0.5));
    }
}
