using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Convolutions;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>The three kernels of a convolution whose rows lie in lanes, as calls of the library's <c>LaneTiles</c> with the register tiles that suit it.
/// Their sums run in the order of <see cref="ConvolutionProduct"/> and its gradients, so that a row has the same bits in either layout.</summary>
internal sealed class LaneConvolution(ConvolutionGeometry geometry)
{
    // How many numbers of x and δ fit into a part of a second-level cache: 384 KB of floats.
    private const int Cached = 3 << 15;

    /// <summary>y = finish(x ∗ W + b): neighbouring outputs of a line meet filters.</summary>
    public (LaneTile Wide, LaneTile Narrow) OutputTiles => LaneTile.Both(geometry.Output.Width, geometry.GroupFilters, 0.5, divides: false);

    /// <summary>dx = Σ δ·Wᵀ: neighbouring outputs of a line meet channels.</summary>
    public (LaneTile Wide, LaneTile Narrow) InputTiles => LaneTile.Both(geometry.Output.Width, geometry.GroupChannels, 0.5, divides: true);

    /// <summary>dW = Σ x·δ: places of a window's line, or channels where it has one only, meet filters.</summary>
    public (LaneTile Wide, LaneTile Narrow) WeightTiles =>
        LaneTile.Both(geometry.KernelWidth > 1 ? geometry.KernelWidth : geometry.GroupChannels, geometry.GroupFilters, 1, divides: true);

    public void Output(KernelWriter kernel, bool hasBias, ElementwiseFunction? activation)
    {
        string end = $"{(hasBias ? "BiasLanes" : "StoredLanes")}<TLane, {kernel.Element}, {TileEnd.Of(kernel, hasBias, activation).Type ?? $"PlainEnd<TLane, {kernel.Element}>"}>";
        Call(kernel, "Convolve", end, [In("x", geometry.GroupChannels * kernel.Lane), In("weight", geometry.GroupFilters), In(hasBias ? "bias" : "weight", geometry.GroupFilters), To("y", geometry.GroupFilters * kernel.Lane)], "", OutputTiles, "");
    }

    public void Input(KernelWriter kernel) => Call(
        kernel,
        "InputGradient",
        null,
        [In("delta", geometry.GroupFilters * kernel.Lane), In("weight", geometry.GroupFilters), To("dx", geometry.GroupChannels * kernel.Lane)],
        "",
        InputTiles,
        geometry.Groups > 1 ? ", clears: group == 0" : "");

    public void Weight(KernelWriter kernel) => Call(
        kernel,
        "WeightGradient",
        null,
        [In("x", geometry.GroupChannels * kernel.Lane), In("delta", geometry.GroupFilters * kernel.Lane), To("dw", geometry.GroupFilters)],
        ", part, parts",
        WeightTiles,
        $", chunk: {Math.Max(1, Cached / ((geometry.Input.Size + geometry.Output.Size) * kernel.Lane))}");

    private string In(string name, int perGroup) => geometry.Groups > 1 ? $"in Lanes.At(in {name}, group, {perGroup})" : $"in {name}";

    private string To(string name, int perGroup) => geometry.Groups > 1 ? $"ref Lanes.Place(ref {name}, group, {perGroup})" : $"ref {name}";

    private void Call(KernelWriter kernel, string method, string? end, string[] values, string parts, (LaneTile Wide, LaneTile Narrow) tiles, string more)
    {
        void Write() => kernel.Line(
            $"LaneTiles<TLane, {kernel.Element}>.{method}<{(end is null ? "" : $"{end}, ")}{tiles.Wide.Type}, {tiles.Narrow.Type}>({string.Join(", ", values)}, rows{parts}, {Sizes()}{more});");

        // Each group is a convolution of its own.
        if (geometry.Groups > 1)
        {
            kernel.Block($"for (int group = 0; group < {geometry.Groups}; group++)", Write);
        }
        else
        {
            Write();
        }
    }

    private string Sizes()
    {
        (string Name, int Value)[] rest =
        [
            ("StrideY", geometry.StrideY), ("StrideX", geometry.StrideX), ("DilationY", geometry.DilationY), ("DilationX", geometry.DilationX), ("Groups", geometry.Groups),
        ];
        string more = string.Join(", ", rest.Where(size => size.Value != 1).Select(size => $"{size.Name} = {size.Value}"));
        string sizes = string.Join(", ", geometry.Input.Height, geometry.Input.Width, geometry.Input.Channels, geometry.Filters, geometry.KernelHeight, geometry.KernelWidth);
        return $"new({sizes}){(more.Length > 0 ? $" {{ {more} }}" : "")}";
    }
}
