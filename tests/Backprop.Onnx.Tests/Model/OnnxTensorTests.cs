using Backprop.Onnx.Model;

namespace Backprop.Onnx.Tests.Model;

public sealed class OnnxTensorTests
{
    [Theory]
    [InlineData(OnnxElement.Float)]
    [InlineData(OnnxElement.Double)]
    public void AxesAreReordered(object element)
    {
        double[] numbers = [.. Enumerable.Range(0, 24).Select(i => (double)i)];
        OnnxTensor result = OnnxTensor.Of((OnnxElement)element, [2, 3, 4], numbers).Transpose(2, 0, 1);
        Assert.Equal([4, 2, 3], result.Shape);
        double[] moved = result.ToNumbers();
        for (int a = 0; a < 2; a++)
        {
            for (int b = 0; b < 3; b++)
            {
                for (int c = 0; c < 4; c++)
                {
                    Assert.Equal(numbers[(((a * 3) + b) * 4) + c], moved[(((c * 2) + a) * 3) + b]);
                }
            }
        }
    }

    [Fact]
    public void NumbersAreLittleEndian()
    {
        Assert.Equal([0, 0, 0x80, 0xBF], OnnxTensor.Of(OnnxElement.Float, [1], -1.0).Data);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0xF0, 0xBF], OnnxTensor.Of(OnnxElement.Double, [1], -1.0).Data);
        Assert.Equal([0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], OnnxTensor.Of([1], -2L).Data);
    }
}
