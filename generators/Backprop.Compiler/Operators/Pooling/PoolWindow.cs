namespace Backprop.Compiler.Operators.Pooling;

/// <summary>The windows over an image: their size, and how far apart they start.</summary>
internal sealed record PoolWindow(int Height, int Width, int StrideHeight, int StrideWidth)
{
    /// <summary>The values in a window, per channel.</summary>
    public int Count => Height * Width;

    /// <summary>As users read it: <c>windows of 3×3, 2×2 apart</c>.</summary>
    public string Described => $"windows of {Height}×{Width}, {StrideHeight}×{StrideWidth} apart";

    /// <summary>A position per window.</summary>
    public Image Result(Image image) =>
        new(((image.Height - Height) / StrideHeight) + 1, ((image.Width - Width) / StrideWidth) + 1, image.Channels);

    /// <summary>Whether no value of the image lies in two windows.</summary>
    public bool IsDisjoint(Image image)
    {
        Image result = Result(image);
        return (result.Height == 1 || StrideHeight >= Height) && (result.Width == 1 || StrideWidth >= Width);
    }

    /// <summary>Whether every value of the image lies in one window and in no other.</summary>
    public bool IsTiling(Image image)
    {
        Image result = Result(image);
        return IsDisjoint(image) && result.Height * Height == image.Height && result.Width * Width == image.Width;
    }
}
