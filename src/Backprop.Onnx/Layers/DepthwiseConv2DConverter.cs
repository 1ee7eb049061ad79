using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[DepthwiseConv2D(kernel)]</c>: a convolution with as many groups as channels.</summary>
internal sealed class DepthwiseConv2DConverter : ConvolutionConverter<DepthwiseConv2DAttribute>
{
    protected override Window WindowOf(DepthwiseConv2DAttribute layer, IReadOnlyList<int> row) => Window.Over(
        row,
        [layer.KernelHeight, layer.KernelWidth],
        [layer.StrideHeight, layer.StrideWidth],
        [layer.DilationHeight, layer.DilationWidth],
        layer.Padding,
        layer.Pads);

    protected override int GroupsOf(DepthwiseConv2DAttribute layer, int channels) => channels;

    // [height, width, channels, multiplier]: filter c·multiplier + m sees channel c alone.
    protected override OnnxTensor ToFiltersFirst(OnnxTensor weight) =>
        weight.Transpose(2, 3, 0, 1).Reshape(weight.Shape[2] * weight.Shape[3], 1, weight.Shape[0], weight.Shape[1]);
}
