namespace Backprop.Gradients.Tests.Textbook;

/// <summary>The textbook's spiral: three classes of 300 points; for class k, r = linspace(0, 1), θ = linspace(4k, 4(k + 1)) + 0.25·N(0, 1),
/// point = (r·sin θ, r·cos θ).</summary>
internal static class Spirals
{
    public static Dataset Make(long seed, int classes = 3, int perClass = 300)
    {
        var random = new CounterRandom(seed, stream: 77);
        float[] inputs = new float[classes * perClass * 2];
        int[] labels = new int[classes * perClass];
        for (int i = 0; i < labels.Length; i++)
        {
            double share = (double)(i % perClass) / (perClass - 1);
            double angle = (4 * ((i / perClass) + share)) + (0.25 * random.Normal(i));
            inputs[2 * i] = (float)(share * Math.Sin(angle));
            inputs[(2 * i) + 1] = (float)(share * Math.Cos(angle));
            labels[i] = i / perClass;
        }

        return Dataset.Classification(inputs, labels, inputSize: 2, classes);
    }
}
