using static System.FormattableString;

namespace Backprop.Gradients.Tests.Convolutions;

/// <summary>A value of one row: its numbers, and their shape.</summary>
internal sealed record PlainValue(double[] Numbers, int[] Shape)
{
    /// <summary>The number at these indices.</summary>
    public double this[params int[] indices] => Numbers[IndexOf(Shape, indices)];

    public static int IndexOf(int[] shape, int[] indices) => shape.Zip(indices).Aggregate(0, (index, pair) => (index * pair.First) + pair.Second);

    /// <summary>A value of a shape whose numbers come from their indices.</summary>
    public static PlainValue Of(int[] shape, Func<int[], double> number)
    {
        var numbers = new double[shape.Aggregate(1, (product, size) => product * size)];
        for (int index = 0; index < numbers.Length; index++)
        {
            numbers[index] = number(Indices(shape, index));
        }

        return new(numbers, shape);
    }

    private static int[] Indices(int[] shape, int index)
    {
        var indices = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            (index, indices[axis]) = Math.DivRem(index, shape[axis]);
        }

        return indices;
    }
}

/// <summary>A layer of a network that these tests make up: its attribute, and what it means, in plain loops with an index for every axis.</summary>
internal abstract record PlainLayer
{
    public abstract string Attribute { get; }

    /// <summary>The layer's value; parameters are taken from the front.</summary>
    public abstract PlainValue Run(PlainValue x, Queue<double> parameters);

    protected static string List(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => Invariant($"{number}")));
}

/// <summary><c>[Activation(Activation.Tanh)]</c>, so that a gradient depends on where it is taken.</summary>
internal sealed record PlainTanh : PlainLayer
{
    public override string Attribute => "[Activation(Activation.Tanh)]";

    public override PlainValue Run(PlainValue x, Queue<double> parameters) => x with { Numbers = [.. x.Numbers.Select(Math.Tanh)] };
}

/// <summary><c>[Transpose(axes)]</c>.</summary>
internal sealed record PlainTranspose(params int[] Axes) : PlainLayer
{
    public override string Attribute => $"[Transpose({List(Axes)})]";

    public override PlainValue Run(PlainValue x, Queue<double> parameters)
    {
        int rank = x.Shape.Length;
        int[] axes = Axes.Length > 0 ? Axes : [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2];
        return PlainValue.Of([.. axes.Select(axis => x.Shape[axis])], indices =>
        {
            var source = new int[rank];
            for (int i = 0; i < rank; i++)
            {
                source[axes[i]] = indices[i];
            }

            return x[source];
        });
    }
}

/// <summary><c>[Pad(amounts)]</c>, the four of an image or the two of a sequence written out.</summary>
internal sealed record PlainPad(float Value, params int[] Amounts) : PlainLayer
{
    public override string Attribute => Invariant($"[Pad({List(Amounts)}{(Value == 0 ? "" : $"{(Amounts.Length > 0 ? ", " : "")}Value = {Value}f")})]");

    public override PlainValue Run(PlainValue x, Queue<double> parameters)
    {
        int spatial = x.Shape.Length - 1;
        int[] before = [.. Enumerable.Range(0, spatial).Select(axis => Amounts[Amounts.Length == 1 ? 0 : Amounts.Length == 2 * spatial ? 2 * axis : axis])];
        int[] after = [.. Enumerable.Range(0, spatial).Select(axis => Amounts[Amounts.Length == 1 ? 0 : Amounts.Length == 2 * spatial ? (2 * axis) + 1 : axis])];
        return PlainValue.Of([.. Enumerable.Range(0, spatial).Select(axis => before[axis] + x.Shape[axis] + after[axis]), x.Shape[^1]], indices =>
        {
            int[] source = [.. indices.Take(spatial).Select((index, axis) => index - before[axis]), indices[^1]];
            return source.Zip(x.Shape).All(pair => pair.First >= 0 && pair.First < pair.Second) ? x[source] : Value;
        });
    }
}
