namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>Normalisation of each channel over the whole batch. Training moves the running averages by the momentum, that of the variance towards the
/// unbiased one; inference uses them.</summary>
internal sealed class PlainBatchNorm(PlainAttribute attribute, int[] input) : PlainNorm(attribute, input)
{
    private readonly double momentum = attribute.Get("Momentum", 0.1);

    public override IReadOnlyList<PlainTensor> State => [new PlainTensor("runningMean", [Channels], 0, 0.5), new PlainTensor("runningVariance", [Channels], 1, 0.2)];

    protected override double[] Normalize(PlainCall call)
    {
        double[] means = call.State[0], variances = call.State[1];
        if (!call.IsTraining)
        {
            return [.. call.X.Select((x, i) => (x - means[i % Channels]) / Math.Sqrt(variances[i % Channels] + Epsilon))];
        }

        double[] normal = Standardize(call, Sets(call));
        foreach ((int[] set, int channel) in Sets(call).Select((set, channel) => (set, channel)))
        {
            (double mean, double variance) = Moments(call, set);
            means[channel] = ((1 - momentum) * means[channel]) + (momentum * mean);
            variances[channel] = ((1 - momentum) * variances[channel]) + (momentum * variance * set.Length / (set.Length - 1));
        }

        return normal;
    }

    protected override double[] NormalizeBackward(PlainCall call, double[] gradient) => StandardizeBackward(call, gradient, Sets(call));

    private IEnumerable<int[]> Sets(PlainCall call) =>
        Enumerable.Range(0, Channels).Select(channel => Enumerable.Range(0, call.X.Length).Where(i => i % Channels == channel).ToArray());
}
