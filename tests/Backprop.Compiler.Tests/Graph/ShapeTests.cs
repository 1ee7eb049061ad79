using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Tests.Graph;

public sealed class ShapeTests
{
    [Fact]
    public void ComparesByValue()
    {
        Assert.Equal(Shape.Rows(3), Shape.Rows(3));
        Assert.Equal(Shape.Rows(3).GetHashCode(), Shape.Rows(3).GetHashCode());
        Assert.NotEqual(Shape.Rows(3), Shape.Rows(4));
        Assert.NotEqual(Shape.Rows(3), Shape.Fixed(3));
        Assert.NotEqual(Shape.Fixed(3, 4), Shape.Fixed(4, 3));
    }

    [Fact]
    public void CountsWithoutOverflow()
    {
        Assert.Equal(12, Shape.Fixed(3, 4).Size);
        Assert.Equal(7, Shape.Rows(7).Width);
        Assert.Equal(1L << 48, Shape.Fixed(1 << 24, 1 << 24).Size);
    }

    [Fact]
    public void PrintsRowsFirst()
    {
        Assert.Equal("[rows×3]", Shape.Rows(3).ToString());
        Assert.Equal("[3×1234567]", Shape.Fixed(3, 1234567).ToString());
    }
}
