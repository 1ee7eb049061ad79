namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>y = x·W + b on the last axis.</summary>
internal sealed class PlainDense(PlainAttribute attribute, int[] input)
    : PlainProduct(attribute, [.. input[..^1], attribute.Numbers[0]], [input[^1], attribute.Numbers[0]], input[^1])
{
    protected override IEnumerable<(int Input, int Weight, int Output)> Terms(int rows)
    {
        int inputs = input[^1], units = Shape[^1], positions = rows * Size(input) / inputs;
        for (int position = 0; position < positions; position++)
        {
            for (int k = 0; k < inputs; k++)
            {
                for (int unit = 0; unit < units; unit++)
                {
                    yield return ((position * inputs) + k, (k * units) + unit, (position * units) + unit);
                }
            }
        }
    }
}
