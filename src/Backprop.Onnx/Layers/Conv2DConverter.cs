using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Conv2D(filters, kernel)]</c>.</summary>
internal sealed class Conv2DConverter : ConvolutionConverter<Conv2DAttribute>
{
    protected override Window WindowOf(Conv2DAttribute layer, IReadOnlyList<int> row) => Window.Over(
        row,
        [layer.KernelHeight, layer.KernelWidth],
        [layer.StrideHeight, layer.StrideWidth],
        [layer.DilationHeight, layer.DilationWidth],
        layer.Padding,
        layer.Pads);

    protected override int GroupsOf(Conv2DAttribute layer, int channels) => layer.Groups;

    protected override OnnxTensor ToFiltersFirst(OnnxTensor weight) => weight.Transpose(3, 2, 0, 1);
}
