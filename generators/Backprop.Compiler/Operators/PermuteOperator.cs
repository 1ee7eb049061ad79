using Backprop.Compiler.Declaration;
using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>The axes of each row in another order: axis i of y is axis axes[i] of x.</summary>
internal sealed class PermuteOperator(EquatableArray<int> axes) : Operator
{
    public override string Name => "Permute";

    public override IReadOnlyList<string> InputNames => ["x"];

    public override Shape Infer(IReadOnlyList<Shape> inputs) => Shape.Rows([.. axes.Select(axis => inputs[0].Dimensions[axis])]);

    public override void Differentiate(Node node, Node gradient, Adjoints adjoints) =>
        adjoints.Contribute(node.Inputs[0], new PermuteOperator(new(Enumerable.Range(0, axes.Count).Select(axis => axes.ToList().IndexOf(axis)))), node.Layer, gradient);

    public override IEnumerable<string> Describe(Node node) => [$"y = x with its axes in the order {string.Join(", ", axes)}   {node.Inputs[0].Shape} → {node.Shape}"];

    /// <summary>Whether the values stay where they are: only axes of size 1 move.</summary>
    public static bool MovesNothing(Shape shape, EquatableArray<int> axes) => Runs(shape, axes).Count <= 1;

    // y is written from first to last; for each run of its axes, how often the next value of x is how far away. Neighbours that are neighbours in x too are one run.
    private static List<(int Count, int Stride)> Runs(Shape shape, EquatableArray<int> axes)
    {
        var runs = new List<(int Count, int Stride)>();
        foreach (int axis in axes.Reverse().Where(axis => shape.Dimensions[axis] > 1))
        {
            int count = shape.Dimensions[axis], stride = shape.Dimensions.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
            if (runs.Count > 0 && runs[0].Count * runs[0].Stride == stride)
            {
                runs[0] = (runs[0].Count * count, runs[0].Stride);
            }
            else
            {
                runs.Insert(0, (count, stride));
            }
        }

        return runs;
    }

    public override void Emit(Node node, KernelWriter kernel)
    {
        List<(int Count, int Stride)> runs = Runs(node.Inputs[0].Shape, axes);
        kernel.Block("for (int row = 0; row < rows; row++)", () =>
            Loop(kernel, runs, 0, $"row * {node.Shape.Width}", $"row * {node.Shape.Width}", node.Shape.Width));
    }

    private static void Loop(KernelWriter kernel, List<(int Count, int Stride)> runs, int index, string from, string to, int size)
    {
        (int count, int stride) = runs[index];
        if (index == runs.Count - 1)
        {
            Line.Gather(kernel, ("x", from, stride), ("y", to), count);
            return;
        }

        string variable = $"i{index}";
        kernel.Block($"for (int {variable} = 0; {variable} < {count}; {variable}++)", () =>
            Loop(kernel, runs, index + 1, $"{from} + {IndexText.Times(variable, stride)}", $"{to} + {IndexText.Times(variable, size / count)}", size / count));
    }
}
