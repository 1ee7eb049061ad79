using Backprop.Data;

namespace Backprop.Tests.Data;

/// <summary>Wrong calls say which argument was wrong, and change nothing.</summary>
public class AugmentationArgumentTests
{
    private static readonly ImageShape Shape = new(4, 6, 2);

    private static string? OutOfRange(Func<object> call) => Assert.Throws<ArgumentOutOfRangeException>(call).ParamName;

    [Fact]
    public void Shapes()
    {
        Assert.Equal("height", OutOfRange(() => new ImageShape(0, 1)));
        Assert.Equal("width", OutOfRange(() => new ImageShape(1, -1)));
        Assert.Equal("channels", OutOfRange(() => new ImageShape(1, 1, 0)));
        Assert.Equal("height", OutOfRange(() => new ImageShape(50_000, 50_000)));
        Assert.Equal("height", OutOfRange(() => new ImageShape(int.MaxValue, int.MaxValue, int.MaxValue)));
        Assert.Equal(("4 × 6 × 2", 48), (Shape.ToString(), Shape.Size));
        Assert.Equal("image", Assert.Throws<ArgumentException>(() => Augmentation.Noise(default, 1)).ParamName);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Numbers_that_no_transform_can_have(double number)
    {
        int whole = double.IsFinite(number) ? (int)number : 1000;
        Assert.Equal("vertical", OutOfRange(() => Augmentation.Shift(Shape, whole, 1)));
        Assert.Equal("horizontal", OutOfRange(() => Augmentation.Shift(Shape, 1, whole)));
        Assert.Equal("degrees", OutOfRange(() => Augmentation.Rotate(Shape, number)));
        Assert.Equal("minimum", OutOfRange(() => Augmentation.Scale(Shape, number, 2)));
        Assert.Equal("maximum", OutOfRange(() => Augmentation.Scale(Shape, 1, number)));
        Assert.Equal("probability", OutOfRange(() => Augmentation.FlipHorizontal(Shape, number)));
        Assert.Equal("probability", OutOfRange(() => Augmentation.FlipVertical(Shape, number)));
        Assert.Equal("deviation", OutOfRange(() => Augmentation.Noise(Shape, (float)number)));
        Assert.Equal("height", OutOfRange(() => Augmentation.CutOut(Shape, whole, 1)));
        Assert.Equal("width", OutOfRange(() => Augmentation.CutOut(Shape, 1, whole)));
        Assert.Equal("probability", OutOfRange(() => Augmentation.Sometimes(number, Augmentation.Noise(Shape, 1))));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Fills_that_are_not_finite(float fill)
    {
        Assert.Equal("fill", OutOfRange(() => Augmentation.Shift(Shape, 1, 1, fill)));
        Assert.Equal("fill", OutOfRange(() => Augmentation.Rotate(Shape, 1, fill)));
        Assert.Equal("fill", OutOfRange(() => Augmentation.Scale(Shape, 1, 1, fill)));
        Assert.Equal("fill", OutOfRange(() => Augmentation.CutOut(Shape, 1, 1, fill)));
    }

    [Fact]
    public void Bounds()
    {
        Assert.Equal("vertical", OutOfRange(() => Augmentation.Shift(Shape, 4, 1)));
        Assert.Equal("horizontal", OutOfRange(() => Augmentation.Shift(Shape, 1, 6)));
        Assert.Equal("degrees", OutOfRange(() => Augmentation.Rotate(Shape, 0)));
        Assert.Equal("degrees", OutOfRange(() => Augmentation.Rotate(Shape, 180.5)));
        Assert.Equal("minimum", OutOfRange(() => Augmentation.Scale(Shape, 0.09, 1)));
        Assert.Equal("maximum", OutOfRange(() => Augmentation.Scale(Shape, 1.1, 1)));
        Assert.Equal("maximum", OutOfRange(() => Augmentation.Scale(Shape, 1, 10.5)));
        Assert.Equal("height", OutOfRange(() => Augmentation.CutOut(Shape, 0, 1)));
        Assert.Equal("width", OutOfRange(() => Augmentation.CutOut(Shape, 1, 7)));
        Assert.Equal("deviation", OutOfRange(() => Augmentation.Noise(Shape, 0)));
    }

    [Fact]
    public void Sequences()
    {
        Augmentation noise = Augmentation.Noise(Shape, 1);
        var shapes = Assert.Throws<ArgumentException>(() => Augmentation.Sequence(noise, Augmentation.Noise(new ImageShape(6, 4, 2), 1)));

        Assert.Contains("4 × 6 × 2 and 6 × 4 × 2", shapes.Message);
        Assert.Equal("transforms", Assert.Throws<ArgumentException>(() => Augmentation.Sequence()).ParamName);
        Assert.Equal("transforms", Assert.Throws<ArgumentNullException>(() => Augmentation.Sequence(noise, null!)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => Augmentation.Sometimes(1, null!)).ParamName);
        Assert.Equal("transforms", Assert.Throws<ArgumentException>(() => Augmentation.Sequence(new Greedy(int.MaxValue, 0), noise)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentException>(() => Augmentation.Sometimes(1, new Greedy(int.MaxValue, 0))).ParamName);
    }

    [Fact]
    public void Calls()
    {
        Augmentation noise = Augmentation.Noise(Shape, 1);
        float[] rows = new float[2 * Shape.Size];

        Assert.Equal("rows", Assert.Throws<ArgumentException>(() => noise.Apply(rows.AsSpan(1), 1, 0)).ParamName);
        Assert.Equal("epoch", Assert.Throws<ArgumentOutOfRangeException>(() => noise.Apply(rows, 1, -1)).ParamName);
        Assert.Equal("firstRow", Assert.Throws<ArgumentOutOfRangeException>(() => noise.Apply(rows, 1, 0, firstRow: -1)).ParamName);
        Assert.Equal("firstRow", Assert.Throws<ArgumentOutOfRangeException>(() => noise.Apply(rows, 1, 0, firstRow: int.MaxValue - 1)).ParamName);
        Assert.Equal("rows", Assert.Throws<ArgumentException>(() => noise.Apply(rows.AsSpan(1), [0, 1], 1, 0)).ParamName);
        Assert.Equal("rowNumbers", Assert.Throws<ArgumentException>(() => noise.Apply(rows, [0], 1, 0)).ParamName);
        Assert.Equal("rowNumbers", Assert.Throws<ArgumentOutOfRangeException>(() => noise.Apply(rows, [0, -1], 1, 0)).ParamName);
        Assert.Equal("epoch", Assert.Throws<ArgumentOutOfRangeException>(() => noise.Apply(rows, [0, 1], 1, -1)).ParamName);
        Assert.All(rows, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_transform_of_ones_own_has_the_draws_it_asked_for_and_no_others()
    {
        float[] row = new float[Shape.Size];
        new Greedy(3, 2).Apply(row, 1, 0);

        Assert.Equal((float)new CounterRandom(1, RandomStreams.Augmentation).Uniform(2), row[0]);
        Assert.Equal("index", Assert.Throws<ArgumentOutOfRangeException>(() => new Greedy(3, 3).Apply(row, 1, 0)).ParamName);
        Assert.Equal("index", Assert.Throws<ArgumentOutOfRangeException>(() => new Greedy(3, -1).Apply(row, 1, 0)).ParamName);
        Assert.Equal("drawsPerRow", Assert.Throws<ArgumentOutOfRangeException>(() => new Greedy(-1, 0)).ParamName);
    }

    /// <summary>Writes one of its draws into the first value.</summary>
    private sealed class Greedy(int draws, int index) : Augmentation(Shape, draws)
    {
        protected internal override void Transform(Span<float> values, RowRandom random) => values[0] = (float)random.Uniform(index);
    }
}
