namespace Backprop.Benchmarks.Measuring;

/// <summary>Inputs and labels, the same in every run.</summary>
internal static class Numbers
{
    /// <summary>Values of N(0, 1).</summary>
    public static float[] Normal(int count, long seed = 1)
    {
        var random = new CounterRandom(seed, RandomStreams.User);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (float)random.Normal(i);
        }

        return values;
    }

    /// <summary>0, 1, …, classes − 1, 0, …</summary>
    public static int[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(row => row % classes)];
}
