namespace Backprop.Tests.Training;

/// <summary>Small data and models for the trainer's tests.</summary>
internal static class Toy
{
    /// <summary>Rows (r, 1) with label r mod 3; the first input tells which row it is.</summary>
    public static Dataset Classes(int rows, int classes = 3) => Dataset.Classification(
        Enumerable.Range(0, rows).SelectMany(r => new[] { r, 1f }).ToArray(), Enumerable.Range(0, rows).Select(r => r % classes).ToArray(), 2, classes);

    /// <summary>y = slope · x at x = 1/rows, 2/rows … 1.</summary>
    public static Dataset Line(int rows, float slope)
    {
        float[] x = Enumerable.Range(1, rows).Select(r => (float)r / rows).ToArray();
        return Dataset.Regression(x, x.Select(value => slope * value).ToArray(), 1, 1);
    }

    /// <summary>One row of regression data.</summary>
    public static Dataset Single(float x, float y) => Dataset.Regression(new[] { x }, new[] { y }, 1, 1);

    public static SoftmaxRegression Classifier()
    {
        var model = new SoftmaxRegression(2, 3);
        for (int i = 0; i < model.Parameters.Length; i++)
        {
            model.Parameters[i] = (i % 4 * 0.03f) - 0.04f;
        }

        return model;
    }

    public static float[] Weights(LinearNetwork model) => model.Parameters.ToArray();

    public static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) =>
        Assert.Equal(expected.ToArray().Select(BitConverter.SingleToInt32Bits), actual.ToArray().Select(BitConverter.SingleToInt32Bits));
}
