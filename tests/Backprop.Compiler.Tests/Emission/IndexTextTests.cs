using Backprop.Compiler.Emission.Kernels;

namespace Backprop.Compiler.Tests.Emission;

public sealed class IndexTextTests
{
    [Theory]
    [InlineData("a", "b", "a + b")]
    [InlineData("a", "0", "a")]
    [InlineData("0", "b", "b")]
    [InlineData("0", "0", "0")]
    [InlineData("a + 3", "4", "a + 7")]
    [InlineData("a * 3", "4", "a * 3 + 4")]
    [InlineData("3", "4", "3 + 4")]
    [InlineData("a + 3", "b", "a + 3 + b")]
    public void SumsLeaveOutZeros(string a, string b, string expected) => Assert.Equal(expected, IndexText.Plus(a, b));

    [Theory]
    [InlineData("a", 3, "a * 3")]
    [InlineData("a", 1, "a")]
    [InlineData("0", 3, "0")]
    [InlineData("a + 1", 3, "(a + 1) * 3")]
    [InlineData("(a + 1)", 3, "(a + 1) * 3")]
    [InlineData("(a + 1) * 5 + (b + 2)", 3, "((a + 1) * 5 + (b + 2)) * 3")]
    [InlineData("(a + 1) + (b + 2)", 3, "((a + 1) + (b + 2)) * 3")]
    public void ProductsOfSumsHaveParentheses(string a, int factor, string expected) => Assert.Equal(expected, IndexText.Times(a, factor));

    [Fact]
    public void AnIndexIsARowAndAColumn()
    {
        Assert.Equal("(row + 1) * Units + unit", IndexText.At("row + 1", "Units", "unit"));
        Assert.Equal("unit", IndexText.At("0", "Units", "unit"));
        Assert.Equal("row * Units", IndexText.At("row", "Units", "0"));
        Assert.Equal("a + 2 + b", IndexText.Sum("a", "0", "2", "b"));
        Assert.Equal("0", IndexText.Sum());
    }
}
