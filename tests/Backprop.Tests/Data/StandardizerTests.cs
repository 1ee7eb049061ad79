namespace Backprop.Tests.Data;

public class StandardizerTests
{
    private static float[] AllInputs(Dataset data)
    {
        float[] values = new float[data.Count * data.InputSize];
        data.GatherInputs(Enumerable.Range(0, data.Count).ToArray(), values);
        return values;
    }

    private static Dataset Rows(int inputSize, params float[] inputs) => Dataset.Regression(inputs, new float[inputs.Length / inputSize], inputSize, 1);

    [Fact]
    public void The_deviation_is_the_populations()
    {
        // Columns 1, 3, 3, 5 and 10, 10, 20, 20: means 3 and 15, squared deviations 4 + 0 + 0 + 4 = 8 and 4 · 25 = 100, over n = 4.
        (Dataset data, Standardizer standardizer) = Rows(2, 1, 10, 3, 10, 3, 20, 5, 20).Standardize();

        Assert.Equal([3, 15], standardizer.Means);
        Assert.Equal([Math.Sqrt(2), 5], standardizer.Deviations);
        float root = (float)Math.Sqrt(2);
        Assert.Equal([-root, -1, 0, -1, 0, 1, root, 1], AllInputs(data));
        Assert.Same(standardizer, data.Standardizer);
    }

    [Fact]
    public void A_constant_column_keeps_its_scale_and_becomes_zero()
    {
        // Ten times 0.1f does not add up to ten times its value in float; the column must still be seen as constant.
        (Dataset data, Standardizer standardizer) = Rows(1, Enumerable.Repeat(0.1f, 10).ToArray()).Standardize();

        Assert.Equal([1], standardizer.Deviations);
        Assert.Equal([0.1f], standardizer.Means.Select(mean => (float)mean));
        Assert.All(AllInputs(data), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_large_offset_does_not_cost_the_small_differences()
    {
        // The mean, 16777219, is no float; the deviation is √(8/3).
        (Dataset data, _) = Rows(1, 16777218, 16777218, 16777222).Standardize();
        double mean = (16777218 + 16777218 + 16777222) / 3.0, deviation = Math.Sqrt(((4.0 / 3 * 4 / 3) + (4.0 / 3 * 4 / 3) + (8.0 / 3 * 8 / 3)) / 3);

        Assert.Equal([(16777218 - mean) / deviation, (16777218 - mean) / deviation, (16777222 - mean) / deviation], AllInputs(data).Select(x => (double)x), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Subnormal_and_huge_columns_have_deviations_too()
    {
        (Dataset data, Standardizer standardizer) = Rows(2, 0, 3e38f, float.Epsilon, -3e38f).Standardize();

        Assert.Equal(float.Epsilon / 2.0, standardizer.Deviations[0], 1e-60);
        Assert.Equal([-1, 1, 1, -1], AllInputs(data));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(37)]
    public void Every_column_count_agrees_with_the_formula(int columns)
    {
        float[] values = Enumerable.Range(0, columns * 5).Select(i => (float)Math.Sin(i * i) * (1 + (i % columns))).ToArray();
        (Dataset data, _) = Rows(columns, values).Standardize();

        float[] actual = AllInputs(data);

        for (int column = 0; column < columns; column++)
        {
            double[] x = Enumerable.Range(0, 5).Select(row => (double)values[(row * columns) + column]).ToArray();
            double mean = x.Average(), deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)));
            for (int row = 0; row < 5; row++)
            {
                Assert.Equal((x[row] - mean) / deviation, actual[(row * columns) + column], 1e-6);
            }
        }
    }

    [Fact]
    public void Validation_rows_use_the_training_statistics()
    {
        (Dataset train, Dataset validation) = Rows(1, 0, 2, 100).Split(2);

        (_, Standardizer standardizer) = train.Standardize();

        Assert.Equal([99], AllInputs(validation.With(standardizer)));
        Assert.Equal([100], AllInputs(validation));
    }

    [Fact]
    public void Views_of_a_standardised_dataset_are_standardised()
    {
        (Dataset data, _) = Rows(1, 0, 2, 0, 2).Standardize();

        Assert.Equal([1, -1], AllInputs(data.Subset(1..3)));
        Assert.Equal([-1, 1], AllInputs(data.Split(2).First));
    }

    [Fact]
    public void The_same_statistics_make_the_same_standardizer()
    {
        var standardizer = new Standardizer([3, 15], [2, 5]);
        float[] rows = [5, 10, 3, 15];

        standardizer.Apply(rows);

        Assert.Equal([1, -1, 0, 0], rows);
        Assert.Throws<ArgumentException>(() => standardizer.Apply(new float[3]));
    }

    [Fact]
    public void Standardising_twice_is_refused()
    {
        (Dataset data, Standardizer standardizer) = Rows(1, 0, 2).Standardize();

        Assert.Throws<InvalidOperationException>(() => data.Standardize());
        Assert.Throws<InvalidOperationException>(() => data.With(standardizer));
        Assert.Throws<ArgumentException>(() => Standardizer.Fit(data));
    }

    [Fact]
    public void A_standardizer_of_another_size_is_refused()
    {
        var standardizer = new Standardizer([0, 0, 0], [1, 1, 1]);

        ArgumentException refused = Assert.Throws<ArgumentException>(() => Rows(2, 1, 2).With(standardizer));

        Assert.Contains("3", refused.Message);
        Assert.Contains("2", refused.Message);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_value_that_is_not_finite_has_no_statistics(float value)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Rows(2, 1, 2, 3, value).Standardize());

        Assert.Contains("Column 1 of row 1", refused.Message);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.Epsilon)] // its reciprocal is infinite
    public void Deviations_that_cannot_divide_are_refused(double deviation)
    {
        Assert.Equal("deviations", Assert.Throws<ArgumentException>(() => new Standardizer([0], [deviation])).ParamName);
        Assert.Equal("means", Assert.Throws<ArgumentException>(() => new Standardizer([double.NaN], [1])).ParamName);
        Assert.Equal("deviations", Assert.Throws<ArgumentException>(() => new Standardizer([0, 1], [1])).ParamName);
        Assert.Equal("deviations", Assert.Throws<ArgumentException>(() => new Standardizer([], [])).ParamName);
    }
}
