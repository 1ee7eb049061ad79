using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary>A window that slides over an image or a sequence: a number for each axis but that of the channels.</summary>
/// <param name="Size">Its places.</param>
/// <param name="Strides">How far it moves.</param>
/// <param name="Dilations">How far its places lie apart.</param>
/// <param name="Pads">What is added before each axis, then what is added after each.</param>
internal sealed record Window(int[] Size, int[] Strides, int[] Dilations, int[] Pads)
{
    /// <summary>Whether at some side as much is added as the window is long.</summary>
    public bool HasWidePads => Pads.Index().Any(pad => pad.Item >= Size[pad.Index % Size.Length]);

    /// <summary>A window over a row, padded as a layer says.</summary>
    /// <param name="row">The shape of the row, channels last.</param>
    /// <param name="size">The window's places.</param>
    /// <param name="strides">How far it moves.</param>
    /// <param name="dilations">How far its places lie apart.</param>
    /// <param name="padding">The layer's padding.</param>
    /// <param name="pads">What is added instead, by side.</param>
    public static Window Over(IReadOnlyList<int> row, int[] size, int[] strides, int[] dilations, Padding padding, int[]? pads) =>
        new(size, strides, dilations, padding == Padding.Same ? Same(row, size, strides, dilations) : BySide(pads ?? [0], size.Length));

    /// <summary>What is added before each axis, then after each, from one number per side: for all sides, for both sides of each axis, or before and after axis by axis.</summary>
    public static int[] BySide(IReadOnlyList<int> amounts, int axes)
    {
        int[] pads = new int[2 * axes];
        for (int axis = 0; axis < axes; axis++)
        {
            bool isEach = amounts.Count == 2 * axes;
            pads[axis] = amounts[isEach ? 2 * axis : amounts.Count == 1 ? 0 : axis];
            pads[axes + axis] = isEach ? amounts[(2 * axis) + 1] : pads[axis];
        }

        return pads;
    }

    /// <summary>The settings of a pool with this window.</summary>
    public IReadOnlyList<OnnxAttribute> ToPool() =>
        [new("kernel_shape", Size), new("strides", Strides), new("pads", Pads)];

    /// <summary>The settings of a convolution with this window.</summary>
    public IReadOnlyList<OnnxAttribute> ToConvolution(int groups) => [.. ToPool(), new("dilations", Dilations), new("group", groups)];

    // As much as makes the result ⌈in / stride⌉, the odd one after.
    private static int[] Same(IReadOnlyList<int> row, int[] size, int[] strides, int[] dilations)
    {
        int[] pads = new int[2 * size.Length];
        for (int axis = 0; axis < size.Length; axis++)
        {
            int results = (row[axis] + strides[axis] - 1) / strides[axis], reach = (dilations[axis] * (size[axis] - 1)) + 1;
            int missing = Math.Max(((results - 1) * strides[axis]) + reach - row[axis], 0);
            pads[axis] = missing / 2;
            pads[size.Length + axis] = missing - (missing / 2);
        }

        return pads;
    }
}
