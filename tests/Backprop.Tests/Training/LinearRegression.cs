namespace Backprop.Tests.Training;

/// <summary>Linear regression: the mean squared error over rows and outputs.</summary>
internal sealed class LinearRegression(int inputSize, int outputSize) : LinearNetwork(inputSize, outputSize)
{
    public override TargetKind Targets => TargetKind.Values;

    protected override float RowLoss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, Span<float> delta)
    {
        int count = rows * outputs.Length;
        float loss = 0;
        for (int o = 0; o < outputs.Length; o++)
        {
            float error = outputs[o] - targets[o];
            loss += error * error / count;
            delta[o] = 2 * error / count;
        }

        return loss;
    }
}
