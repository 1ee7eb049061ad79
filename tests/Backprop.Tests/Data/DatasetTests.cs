using Backprop.Tests.Infrastructure;

namespace Backprop.Tests.Data;

public class DatasetTests
{
    /// <summary>Row r is (10r, 10r + 1), its label r mod 3.</summary>
    private static Dataset Numbered(int rows) => Dataset.Classification(
        Enumerable.Range(0, rows).SelectMany(r => new[] { 10f * r, (10f * r) + 1 }).ToArray(), Enumerable.Range(0, rows).Select(r => r % 3).ToArray(), 2, 3);

    private static float[] Inputs(Dataset data, params int[] rows)
    {
        float[] values = new float[rows.Length * data.InputSize];
        data.GatherInputs(rows, values);
        return values;
    }

    private static int[] AllLabels(Dataset data)
    {
        int[] labels = new int[data.Count];
        data.GatherLabels(Enumerable.Range(0, data.Count).ToArray(), labels);
        return labels;
    }

    /// <summary>The underlying row numbers that a view of <see cref="Numbered"/> shows.</summary>
    private static int[] RowsOf(Dataset data) => Enumerable.Range(0, data.Count).Select(row => (int)Inputs(data, row)[0] / 10).ToArray();

    [Fact]
    public void A_classification_dataset_knows_its_sizes_and_gathers_any_rows()
    {
        Dataset data = Numbered(5);

        Assert.Equal((5, 2, 3, 3, true), (data.Count, data.InputSize, data.TargetSize, data.Classes, data.HasLabels));
        Assert.Equal([40, 41, 0, 1, 0, 1], Inputs(data, 4, 0, 0));
        Assert.Equal([0, 1, 2, 0, 1], AllLabels(data));
    }

    [Fact]
    public void A_regression_dataset_gathers_rows_of_targets()
    {
        Dataset data = Dataset.Regression(new float[] { 1, 2, 3 }, new float[] { 10, 11, 20, 21, 30, 31 }, 1, 2);
        float[] targets = new float[4];

        data.GatherTargets([2, 0], targets);

        Assert.Equal((3, 1, 2, null, false), (data.Count, data.InputSize, data.TargetSize, data.Classes, data.HasLabels));
        Assert.Equal([30, 31, 10, 11], targets);
    }

    [Fact]
    public void The_callers_memory_is_not_copied()
    {
        float[] inputs = [1, 2, 3];
        Dataset data = Dataset.Classification(inputs, new int[3], 1, 1).Subset(1..);

        inputs[2] = 7;

        Assert.Equal([2, 7], Inputs(data, 0, 1));
    }

    [Fact]
    public void Values_that_are_not_finite_are_not_refused()
    {
        Dataset data = Dataset.Regression(new[] { float.NaN, 1 }, new[] { float.PositiveInfinity, 1 }, 1, 1);

        Assert.Equal([float.NaN], Inputs(data, 0));
    }

    [Theory]
    [InlineData(0, 0, 1, 2, "inputs")]
    [InlineData(3, 1, 2, 2, "inputs")]
    [InlineData(4, 3, 2, 2, "labels")]
    [InlineData(4, 2, 0, 2, "inputSize")]
    [InlineData(4, 2, int.MinValue, 2, "inputSize")]
    [InlineData(4, 2, 2, 0, "classes")]
    public void Lengths_and_sizes_of_a_classification_are_checked(int inputs, int labels, int inputSize, int classes, string argument)
    {
        ArgumentException refused = Assert.ThrowsAny<ArgumentException>(() => Dataset.Classification(new float[inputs], new int[labels], inputSize, classes));
        Assert.Equal(argument, refused.ParamName);
    }

    [Theory]
    [InlineData(0, 0, 1, 1, "inputs")]
    [InlineData(5, 5, 2, 1, "inputs")]
    [InlineData(4, 3, 2, 2, "targets")]
    [InlineData(4, 4, 0, 2, "inputSize")]
    [InlineData(4, 4, 2, -1, "targetSize")]
    [InlineData(4, 4, 2, int.MaxValue, "targets")]
    public void Lengths_and_sizes_of_a_regression_are_checked(int inputs, int targets, int inputSize, int targetSize, string argument)
    {
        ArgumentException refused = Assert.ThrowsAny<ArgumentException>(() => Dataset.Regression(new float[inputs], new float[targets], inputSize, targetSize));
        Assert.Equal(argument, refused.ParamName);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_label_out_of_range_is_named_with_its_row(int label)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Dataset.Classification(new float[4], new[] { 0, 2, label, 1 }, 1, 3));

        Assert.Equal("labels", refused.ParamName);
        Assert.Contains($"row 2 is {label}", refused.Message);
        Assert.Contains("0 to 2", refused.Message);
    }

    [Fact]
    public void Split_keeps_every_row_once_and_in_order()
    {
        (Dataset first, Dataset second) = Numbered(10).Split(7);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], RowsOf(first));
        Assert.Equal([7, 8, 9], RowsOf(second));
        Assert.Equal([1, 2, 0], AllLabels(second));
    }

    [Theory]
    [InlineData(10, 0.8, 8)]
    [InlineData(100, 0.29, 29)] // 0.29 · 100 = 28.999999999999996
    [InlineData(3, 0.5, 2)]
    [InlineData(5, 0.5, 2)]
    public void Split_rounds_a_fraction_to_the_nearest_row(int rows, double fraction, int expected)
    {
        (Dataset first, Dataset second) = Numbered(rows).Split(fraction);

        Assert.Equal((expected, rows - expected), (first.Count, second.Count));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(0.01)]
    [InlineData(0.99)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_fraction_that_leaves_a_part_empty_is_refused(double fraction) =>
        Assert.Equal("fraction", Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(10).Split(fraction)).ParamName);

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(-3)]
    public void A_count_that_leaves_a_part_empty_is_refused(int count) =>
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(10).Split(count)).ParamName);

    [Fact]
    public void Subset_is_a_range_of_a_view()
    {
        Dataset data = Numbered(10).Subset(2..8);

        Assert.Equal([3, 4], RowsOf(data.Subset(1..3)));
        Assert.Equal([7], RowsOf(data.Subset(^1..)));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Subset(0..7));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Subset(3..3));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Subset(4..2));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Subset(^7..));
    }

    [Fact]
    public void Shuffle_is_a_permutation_that_the_seed_decides_and_labels_stay_with_their_rows()
    {
        Dataset data = Numbered(50);

        int[] once = RowsOf(data.Shuffle(7)), again = RowsOf(data.Shuffle(7)), other = RowsOf(data.Shuffle(8));

        Assert.Equal(once, again);
        Assert.NotEqual(once, other);
        Assert.NotEqual(Enumerable.Range(0, 50), once);
        Assert.Equal(Enumerable.Range(0, 50), once.Order());
        Assert.Equal(once.Select(row => row % 3), AllLabels(data.Shuffle(7)));
        Assert.Equal(Enumerable.Range(0, 50), RowsOf(data));
    }

    [Fact]
    public void One_hot_rows_follow_the_labels_through_views()
    {
        Dataset data = Numbered(6).OneHot().Subset(1..4);
        float[] targets = new float[9];

        data.GatherTargets([0, 1, 2], targets);

        Assert.Equal([0, 1, 0, 0, 0, 1, 1, 0, 0], targets);
        Assert.Equal((false, 3), (data.HasLabels, data.TargetSize));
    }

    [Fact]
    public void One_hot_rows_may_have_more_columns_but_not_fewer()
    {
        float[] targets = new float[5];
        Numbered(3).OneHot(5).GatherTargets([2], targets);

        Assert.Equal([0, 0, 1, 0, 0], targets);
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(3).OneHot(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(3).OneHot(int.MaxValue));
        Assert.Throws<InvalidOperationException>(() => Numbered(3).OneHot().OneHot());
    }

    [Fact]
    public void A_label_that_the_caller_has_spoilt_since_does_not_become_one_hot()
    {
        int[] labels = [0, 1];
        Dataset data = Dataset.Classification(new float[2], labels, 1, 2);
        labels[1] = 2;

        Assert.Contains("row 1", Assert.Throws<InvalidOperationException>(() => data.OneHot()).Message);
    }

    [Fact]
    public void Gathering_checks_rows_lengths_and_the_kind_of_targets()
    {
        Dataset classes = Numbered(3), values = classes.OneHot();

        Assert.Throws<ArgumentOutOfRangeException>(() => Inputs(classes, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Inputs(classes.Subset(..2), 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Inputs(classes, -1));
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => classes.GatherInputs([0], new float[3])).ParamName);
        Assert.Equal("labels", Assert.Throws<ArgumentException>(() => classes.GatherLabels([0], new int[2])).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => values.GatherTargets([0], new float[2])).ParamName);
        Assert.Throws<InvalidOperationException>(() => classes.GatherTargets([0], new float[3]));
        Assert.Throws<InvalidOperationException>(() => values.GatherLabels([0], new int[1]));
    }

    [Fact]
    public void Gathering_allocates_nothing()
    {
        Dataset data = Numbered(40).Standardize().Dataset.Shuffle(1);
        Dataset oneHot = data.OneHot();
        int[] rows = [3, 1, 30], labels = new int[3];
        float[] inputs = new float[6], targets = new float[9];
        Gather();

        Allocations.AssertNone(Gather);

        void Gather()
        {
            data.GatherInputs(rows, inputs);
            data.GatherLabels(rows, labels);
            oneHot.GatherTargets(rows, targets);
        }
    }
}
