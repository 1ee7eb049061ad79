namespace Backprop;

/// <summary>What pools over images have: one number per window and channel. Images are channels last, <c>[height, width, channels]</c>.</summary>
public abstract class PoolAttribute : LayerAttribute
{
    private int? strideHeight, strideWidth;

    private protected PoolAttribute(int height, int width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>The window's height.</summary>
    public int Height { get; }

    /// <summary>The window's width.</summary>
    public int Width { get; }

    /// <summary>How far the window moves from one result to the next, at least 1; 0 where it is not given: by its own size, so that windows lie side by side.</summary>
    public int Stride { get; set; }

    /// <summary>The stride from line to line. Default: <see cref="Stride"/>, or the window's height.</summary>
    public int StrideHeight { get => strideHeight ?? (Stride > 0 ? Stride : Height); set => strideHeight = value; }

    /// <summary>The stride along a line. Default: <see cref="Stride"/>, or the window's width.</summary>
    public int StrideWidth { get => strideWidth ?? (Stride > 0 ? Stride : Width); set => strideWidth = value; }

    /// <summary>What is added at the borders. Default: nothing; values that fill no window are left out. Not together with <see cref="Pads"/>.</summary>
    public Padding Padding { get; set; }

    /// <summary>What is added at the borders, by side as in <see cref="PadAttribute"/>: one, two or four numbers.</summary>
    public int[]? Pads { get; set; }
}
