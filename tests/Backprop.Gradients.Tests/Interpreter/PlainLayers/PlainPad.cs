namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>A border of one value around all axes but the last.</summary>
internal sealed class PlainPad : PlainLinear
{
    private readonly int[] input, sides;
    private readonly double value;

    private PlainPad(int[] input, int[] sides, double value)
        : base([.. input[..^1].Select((size, axis) => sides[2 * axis] + size + sides[(2 * axis) + 1]), input[^1]])
    {
        (this.input, this.sides, this.value) = (input, sides, value);
    }

    public static PlainPad Create(PlainAttribute attribute, int[] input) =>
        new(input, PlainWindow.Sides(attribute.Numbers, input.Length - 1), attribute.Get("Value", 0.0));

    protected override double Constant(int output) => Source(output) is null ? value : 0;

    protected override IEnumerable<(int Input, int Output, double Factor)> Terms()
    {
        for (int o = 0; o < Width; o++)
        {
            if (Source(o) is { } i)
            {
                yield return (i, o, 1);
            }
        }
    }

    /// <summary>Where an output comes from; null in the border.</summary>
    private int? Source(int output)
    {
        int source = 0, stride = 1;
        for (int axis = Shape.Length - 1, rest = output; axis >= 0; rest /= Shape[axis], stride *= input[axis], axis--)
        {
            int position = (rest % Shape[axis]) - (axis < input.Length - 1 ? sides[2 * axis] : 0);
            if (position < 0 || position >= input[axis])
            {
                return null;
            }

            source += position * stride;
        }

        return source;
    }
}
