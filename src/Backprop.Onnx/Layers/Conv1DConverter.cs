using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[Conv1D(filters, kernel)]</c>.</summary>
internal sealed class Conv1DConverter : ConvolutionConverter<Conv1DAttribute>
{
    protected override Window WindowOf(Conv1DAttribute layer, IReadOnlyList<int> row) =>
        Window.Over(row, [layer.Kernel], [layer.Stride], [layer.Dilation], layer.Padding, layer.Pads);

    protected override int GroupsOf(Conv1DAttribute layer, int channels) => layer.Groups;

    protected override OnnxTensor ToFiltersFirst(OnnxTensor weight) => weight.Transpose(2, 1, 0);
}
