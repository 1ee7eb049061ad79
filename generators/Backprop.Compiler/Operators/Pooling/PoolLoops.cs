using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Pooling;

/// <summary>The loops of a pool: rows, windows, lanes of channels. <c>from</c> is where the window starts in the image, <c>to</c> where its result is.</summary>
internal sealed class PoolLoops(PoolWindow window, Image image)
{
    /// <summary>The most values of a window that are written out; larger ones get loops.</summary>
    private const int MostUnrolled = 16;

    private readonly Image result = window.Result(image);

    /// <summary>Whether the library has a method for such windows where rows lie in lanes: 2 × 2, side by side.</summary>
    public static bool IsInLibrary(Node node, PoolWindow window, Image image) => node.WorksOnLanes && window is { Height: 2, Width: 2 } && window.IsTiling(image);

    /// <summary>Whether the values of a window are written out one by one.</summary>
    public bool IsUnrolled => window.Count <= MostUnrolled;

    /// <summary>Writes the body for a lane of channels of one window.</summary>
    public void Emit(KernelWriter kernel, Action<PoolLane> body)
    {
        if (image.Channels % kernel.Lane > 0)
        {
            kernel.Line($"int imageEnd = rows * {image.Size}, resultEnd = rows * {result.Size};");
        }

        kernel.Block("for (int row = 0; row < rows; row++)", () =>
            Loop(kernel, "top", result.Height, () =>
                Loop(kernel, "left", result.Width, () =>
                {
                    kernel.Line($"int from = row * {image.Size}{Step("top", result.Height, window.StrideHeight * image.Line)}{Step("left", result.Width, window.StrideWidth * image.Channels)};");
                    kernel.Line($"int to = row * {result.Size}{Step("top", result.Height, result.Line)}{Step("left", result.Width, result.Channels)};");
                    Channels(kernel, body);
                })));
    }

    /// <summary>Writes the body for each value of the window, in row-major order: in a line each, or in loops.</summary>
    public void ForEachValue(KernelWriter kernel, Action<PoolPlace> body)
    {
        if (!IsUnrolled)
        {
            Loop(kernel, "line", window.Height, () => Loop(kernel, "column", window.Width, () =>
                body(new PoolPlace("", $"from{Step("line", window.Height, image.Line)}{Step("column", window.Width, image.Channels)}", false))));
            return;
        }

        for (int index = 0; index < window.Count; index++)
        {
            int offset = (index / window.Width * image.Line) + (index % window.Width * image.Channels);
            body(new PoolPlace($"{index}", offset == 0 ? "from" : $"from + {offset}", index == window.Count - 1));
        }
    }

    private void Channels(KernelWriter kernel, Action<PoolLane> body)
    {
        int lane = kernel.Lane, channels = image.Channels, whole = channels / lane * lane;
        if (whole > lane)
        {
            kernel.Block($"for (int channel = 0; channel < {whole}; channel += {lane})", () => body(new PoolLane(kernel, " + channel", null)));
        }
        else if (whole > 0)
        {
            kernel.Scope(whole < channels, () => body(new PoolLane(kernel, "", null)));
        }

        if (whole < channels)
        {
            kernel.Separate(whole > 0);
            kernel.Scope(whole > 0, () => body(new PoolLane(kernel, whole == 0 ? "" : $" + {whole}", channels - whole)));
        }
    }

    private static void Loop(KernelWriter kernel, string variable, int count, Action body)
    {
        if (count == 1)
        {
            body();
            return;
        }

        kernel.Block($"for (int {variable} = 0; {variable} < {count}; {variable}++)", body);
    }

    private static string Step(string variable, int count, int size) => count == 1 ? "" : size == 1 ? $" + {variable}" : $" + {variable} * {size}";
}

/// <summary>A value of a window.</summary>
/// <param name="Name">Its number in the window, to name what belongs to it; empty in a loop.</param>
/// <param name="At">Where its channels start in the image.</param>
/// <param name="IsLast">Whether no other follows; false in a loop.</param>
internal sealed record PoolPlace(string Name, string At, bool IsLast);

/// <summary>A lane of channels.</summary>
/// <param name="Offset">What is added to where the channels start.</param>
/// <param name="Count">How many of its places count; null: all.</param>
internal sealed record PoolLane(KernelWriter Kernel, string Offset, int? Count)
{
    /// <summary>A lane of the image's channels; places that do not count may hold anything.</summary>
    public string Load(string reference, string at) => Load(reference, at, "imageEnd");

    /// <summary>A lane of the result's channels at the current window.</summary>
    public string LoadResult(string reference) => Load(reference, "to", "resultEnd");

    public void Store(string value, string reference, string at) => Kernel.Line(Count is { } count
        ? $"TLane.StorePartial({value}, ref {reference}, {at}{Offset}, {count});"
        : $"TLane.Store({value}, ref {reference}, {at}{Offset});");

    private string Load(string reference, string at, string end) => Count is { } count
        ? $"Lanes.LoadFirst<TLane, {Kernel.Element}>(in {reference}, {at}{Offset}, {count}, {end})"
        : $"TLane.Load(in {reference}, {at}{Offset})";
}
