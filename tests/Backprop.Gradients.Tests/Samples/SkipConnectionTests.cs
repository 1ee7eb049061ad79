using Residual;
using Samples;

namespace Backprop.Gradients.Tests.Samples;

/// <summary>What skip connections do to the gradient of 30 layers, with the starting weights.</summary>
public sealed class SkipConnectionTests
{
    /// <summary>
    /// Each sigmoid multiplies the gradient by its derivative, ¼ at most, and a Xavier weight of 32 × 32 leaves a vector about as long as it was: of the
    /// gradient of the last layer, 29 layers before, (¼)²⁹ ≈ 3e-18 is left at most. With a way around every two layers, nearly all of it is.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WithoutThemSigmoidsLoseTheGradient(long seed)
    {
        Assert.InRange(FirstToLast(new PlainSigmoid(seed), seed), 1e-24, 1e-15);
        Assert.InRange(FirstToLast(new SigmoidSkip(seed), seed), 0.01, 100);
    }

    /// <summary>He et al.'s weights keep the gradient of ReLUs, with and without skip connections and normalisation.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ReLUsKeepIt(long seed)
    {
        Assert.InRange(FirstToLast(new PlainReLU(seed), seed), 0.001, 1000);
        Assert.InRange(FirstToLast(new ReLUSkip(seed), seed), 0.001, 1000);
        Assert.InRange(FirstToLast(new NormalizedReLUSkip(seed), seed), 0.001, 1000);
    }

    /// <summary>The sample draws a norm for each of its 30 layers, whatever the layers are in.</summary>
    [Fact]
    public void EachNetworkOfTheSampleHasThirtyLayers()
    {
        Spirals spirals = Spirals.Generate(seed: 1);

        Assert.All(DeepModel.All, deep =>
        {
            double[] norms = GradientNorms.Measure(deep.Create(1), spirals.Points, spirals.Labels);
            Assert.Equal(DeepModel.Depth, norms.Length);
            Assert.All(norms, norm => Assert.True(norm > 0));
        });
    }

    /// <summary>‖∂L/∂W‖ of the first layer over that of the last.</summary>
    private static double FirstToLast(INetwork<float> model, long seed)
    {
        Spirals spirals = Spirals.Generate(seed);
        double[] norms = GradientNorms.Measure(model, spirals.Points, spirals.Labels);
        return norms[0] / norms[^1];
    }
}
