using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary><c>[AveragePool2D(size)]</c>: the padding counts as zeros. Where it is as long as the window, which pools of ONNX Runtime refuse, it is a node of its own.</summary>
internal sealed class AveragePool2DConverter : PoolConverter<AveragePool2DAttribute>
{
    protected override string Pool(LayerContext context, string x, Window window)
    {
        if (window.HasWidePads)
        {
            IReadOnlyList<int> row = context.Input.Shape;
            int[] pads = window.Pads, padded = [row[0] + pads[0] + pads[2], row[1] + pads[1] + pads[3], row[2]];
            x = Apart(context, PadConverter.Pad(context, x, pads, 0, AxisOrder.ChannelsFirst), padded);
            window = window with { Pads = new int[pads.Length] };
        }

        return context.Node("AveragePool", [x], [.. window.ToPool(), new OnnxAttribute("count_include_pad", 1)]);
    }
}
