namespace Backprop.Tests.Training;

/// <summary>Softmax regression: the mean cross-entropy over rows, against labels or rows of probabilities.</summary>
internal sealed class SoftmaxRegression(int inputSize, int classes) : LinearNetwork(inputSize, classes), INetwork<float>
{
    private float[] oneHot = [];

    public override TargetKind Targets => TargetKind.Classes;

    public override float Loss(ReadOnlySpan<int> labels, NetworkWorkspace<float> workspace)
    {
        if (oneHot.Length < workspace.BatchSize * OutputSize)
        {
            oneHot = new float[workspace.BatchSize * OutputSize];
        }

        Span<float> targets = oneHot.AsSpan(0, labels.Length * OutputSize);
        targets.Clear();
        for (int row = 0; row < labels.Length; row++)
        {
            targets[(row * OutputSize) + labels[row]] = 1;
        }

        return Loss(targets, workspace);
    }

    protected override float RowLoss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, Span<float> delta)
    {
        double largest = double.NegativeInfinity, sum = 0, loss = 0;
        foreach (float z in outputs)
        {
            largest = Math.Max(largest, z);
        }

        foreach (float z in outputs)
        {
            sum += Math.Exp(z - largest);
        }

        for (int o = 0; o < outputs.Length; o++)
        {
            double logProbability = outputs[o] - largest - Math.Log(sum);
            loss -= targets[o] * logProbability;
            delta[o] = (float)((Math.Exp(logProbability) - targets[o]) / rows);
        }

        return (float)(loss / rows);
    }
}
