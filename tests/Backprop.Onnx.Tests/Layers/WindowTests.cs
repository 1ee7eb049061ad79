using Backprop.Onnx.Layers;

namespace Backprop.Onnx.Tests.Layers;

public sealed class WindowTests
{
    [Theory]
    [InlineData(new[] { 1 }, new[] { 1, 1, 1, 1 })]
    [InlineData(new[] { 1, 2 }, new[] { 1, 2, 1, 2 })] // vertical, horizontal
    [InlineData(new[] { 1, 2, 3, 4 }, new[] { 1, 3, 2, 4 })] // top, bottom, left, right
    public void PadsOfAnImageGoBeforeAndAfter(int[] amounts, int[] pads) => Assert.Equal(pads, Window.BySide(amounts, 2));

    [Theory]
    [InlineData(new[] { 3 }, new[] { 3, 3 })]
    [InlineData(new[] { 1, 2 }, new[] { 1, 2 })]
    public void PadsOfASequenceGoBeforeAndAfter(int[] amounts, int[] pads) => Assert.Equal(pads, Window.BySide(amounts, 1));

    /// <summary>⌈in / stride⌉ results, the odd place after.</summary>
    [Theory]
    [InlineData(5, 3, 1, 1, 1, 1)]
    [InlineData(5, 4, 1, 1, 1, 2)]
    [InlineData(6, 3, 2, 1, 0, 1)]
    [InlineData(7, 3, 2, 2, 2, 2)]
    [InlineData(7, 1, 3, 1, 0, 0)]
    public void SamePaddingIsKerass(int length, int kernel, int stride, int dilation, int before, int after) =>
        Assert.Equal([before, after], Window.Over([length, 1], [kernel], [stride], [dilation], Padding.Same, null).Pads);
}
