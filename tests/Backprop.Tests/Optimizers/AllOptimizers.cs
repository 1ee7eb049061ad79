namespace Backprop.Tests.Optimization;

/// <summary>Every optimizer by name, for theories that hold for all of them.</summary>
internal static class AllOptimizers
{
    public static TheoryData<string> Names =>
        ["Sgd", "Momentum", "Nesterov", "RmsProp", "RmsPropInsideRoot", "Adam", "AdamW", "Lion"];

    public static Optimizer Create(string name, float learningRate, float weightDecay = 0f)
    {
        Optimizer optimizer = name switch
        {
            "Sgd" => new Sgd(learningRate),
            "Momentum" => new Momentum(learningRate),
            "Nesterov" => new Nesterov(learningRate),
            "RmsProp" => new RmsProp(learningRate),
            "RmsPropInsideRoot" => new RmsProp(learningRate) { EpsilonPlacement = EpsilonPlacement.InsideRoot },
            "Adam" => new Adam(learningRate),
            "AdamW" => new AdamW(learningRate),
            "Lion" => new Lion(learningRate),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such optimizer."),
        };
        optimizer.WeightDecay = weightDecay;
        return optimizer;
    }

    /// <summary>Uniform in [−1, 1), always the same.</summary>
    public static float[] Random(int length, int seed)
    {
        Random random = new(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (2f * random.NextSingle()) - 1f;
        }

        return values;
    }
}
