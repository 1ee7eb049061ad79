using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Layers.Rules;

public sealed class LayerNamingTests
{
    [Fact]
    public void NumbersByKindAndCountsTheNamedOnes()
    {
        Assert.Equal(
            ["Input", "Dense1", "Activation1", "Stem", "Dense3", "Activation2", "MeanSquaredError"],
            LayerNaming.Resolve(Parsing.Spec(
                "Input(2), Dense(3), Activation(Activation.ReLU), Dense(3, Name = \"stem\"), Dense(3), Activation(Activation.Tanh), MeanSquaredError").Layers));
    }

    [Theory]
    [InlineData("hidden", "Hidden", "hidden")]
    [InlineData("Hidden", "Hidden", "hidden")]
    [InlineData("class", "Class", "class")]
    [InlineData("_x", "_x", "_x")]
    [InlineData("日本", "日本", "日本")]
    [InlineData("éclair", "Éclair", "éclair")]
    public void SetsTheFirstLettersCase(string name, string property, string prefix)
    {
        Assert.Equal(property, LayerNaming.Resolve(Parsing.Spec($"Input(2), Dense(3, Name = \"{name}\")").Layers)[1]);
        Assert.Equal(prefix, LayerNaming.Prefix(property));
    }

    [Theory]
    [InlineData("_x")]
    [InlineData("日本")]
    [InlineData("class")]
    [InlineData("parameterBuffer2")]
    [InlineData("a1\u0301")]
    public void AcceptsAnyIdentifier(string name)
    {
        Assert.Empty(NetworkRules.Check(Parsing.Spec($"Input(2), Dense(3, Name = \"{name}\")")));
    }

    [Fact]
    public void NullIsNoName()
    {
        Assert.Equal("Dense1", LayerNaming.Resolve(Parsing.Spec("Input(2), Dense(3, Name = null)").Layers)[1]);
    }

    [Fact]
    public void LowerCaseMustBeUniqueToo()
    {
        // The Kelvin sign is a capital of its own, but its lower case is an ordinary k.
        string[] ids = [.. NetworkRules.Check(Parsing.Spec("Input(2), Dense(3, Name = \"\u212Ax\"), Dense(3, Name = \"kx\")")).Select(problem => problem.Id)];

        Assert.Equal(["BPC027"], ids);
    }
}
