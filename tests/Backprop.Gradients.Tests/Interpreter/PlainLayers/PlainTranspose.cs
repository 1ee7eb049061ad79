namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>Axes in another order: axis i of the result is axis axes[i] of the input. Without axes, the last two change places.</summary>
internal sealed class PlainTranspose : PlainLinear
{
    private readonly int[] input, axes;

    private PlainTranspose(int[] input, int[] axes)
        : base([.. axes.Select(axis => input[axis])])
    {
        (this.input, this.axes) = (input, axes);
    }

    public static PlainTranspose Create(PlainAttribute attribute, int[] input)
    {
        int rank = input.Length;
        return new PlainTranspose(input, attribute.Numbers.Length > 0 ? attribute.Numbers : [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
    }

    protected override IEnumerable<(int Input, int Output, double Factor)> Terms()
    {
        for (int o = 0; o < Width; o++)
        {
            var index = new int[input.Length];
            for (int axis = Shape.Length - 1, rest = o; axis >= 0; rest /= Shape[axis], axis--)
            {
                index[axes[axis]] = rest % Shape[axis];
            }

            yield return (index.Zip(input).Aggregate(0, (flat, next) => (flat * next.Second) + next.First), o, 1);
        }
    }
}
