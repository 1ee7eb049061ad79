using Backprop.Serialization;

namespace Backprop.Tests.Serialization;

/// <summary>Which resources can be read where they lie, and which are refused. That it predicts right is tested where networks are emitted.</summary>
public sealed class EmbeddedWeightsTests
{
    [Theory]
    [InlineData(8192, 4, true)]
    [InlineData(8192, 4096 - 64, true)]
    [InlineData(8192, 4096 - 63, false)]
    [InlineData(8192, 4096, false)]
    [InlineData(8192, 4097, true)]
    [InlineData(8194, 4, false)]
    public void ALaneBehindTheLastNumberIsReadOnlyWithinItsPage(int first, int length, bool can) => Assert.Equal(can, EmbeddedWeights<float>.CanBeRead(first, length));

    [Fact]
    public void AMissingResourceIsNamed()
    {
        var problem = Assert.Throws<InvalidOperationException>(() => EmbeddedWeights<float>.Open(typeof(EmbeddedWeightsTests), "Weights/none", 100, 4, 0));

        Assert.Equal("Backprop.Tests has no resource 'Weights/none' with the weights of EmbeddedWeightsTests: the package's targets embed it.", problem.Message);
    }
}
