namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>How a window moves along one axis.</summary>
internal sealed record PlainWindow(int Kernel, int Stride, int Dilation, int Before, int After)
{
    private static readonly string[] Axes = ["Height", "Width"];

    /// <summary>How many windows there are; none where not even one fits.</summary>
    public int Count(int size)
    {
        int room = size + Before + After - ((Kernel - 1) * Dilation) - 1;
        return room < 0 ? 0 : (room / Stride) + 1;
    }

    /// <summary>Where a window's element lies; below 0 or beyond the end in the padding.</summary>
    public int Position(int window, int element) => (window * Stride) + (element * Dilation) - Before;

    /// <summary>The windows of a layer, axis by axis.</summary>
    /// <param name="attribute">The layer.</param>
    /// <param name="sizes">The sizes of the axes.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="strides">The strides, where none are given.</param>
    public static PlainWindow[] Read(PlainAttribute attribute, int[] sizes, int[] kernel, int[] strides)
    {
        var windows = new PlainWindow[sizes.Length];
        int[]? pads = attribute.Get<int[]?>("Pads", null) is { } given ? Sides(given, sizes.Length) : null;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            int stride = attribute.Get("Stride" + Axes[axis], attribute.Get("Stride", strides[axis]));
            int dilation = attribute.Get("Dilation" + Axes[axis], attribute.Get("Dilation", 1));
            int before = 0, after = 0;
            if (pads is not null)
            {
                (before, after) = (pads[2 * axis], pads[(2 * axis) + 1]);
            }
            else if (attribute.Get("Padding", "Valid") == "Same")
            {
                // So many zeros that there are size / stride windows, rounded up; the odd one goes after.
                int count = (sizes[axis] + stride - 1) / stride;
                int total = Math.Max(0, ((count - 1) * stride) + ((kernel[axis] - 1) * dilation) + 1 - sizes[axis]);
                (before, after) = (total / 2, total - (total / 2));
            }

            windows[axis] = new PlainWindow(kernel[axis], stride, dilation, before, after);
        }

        return windows;
    }

    /// <summary>Before and after each axis, of one number for all sides, one per axis (two for a single axis: before, after), or one per side.</summary>
    public static int[] Sides(int[] amounts, int axes) =>
        amounts.Length == 1 ? [.. Enumerable.Repeat(amounts[0], 2 * axes)]
        : amounts.Length == 2 * axes ? amounts
        : [amounts[0], amounts[0], amounts[1], amounts[1]];
}
