using Backprop.Compiler.Operators.Pooling;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Writes the class of maximum pools that layers share whose rows lie in lanes and whose windows lie side by side without a rest: a method for each size of window.
/// The windows of all rows are then lines of windows one below the other.</summary>
/// <param name="windows">The sizes, and whether they are needed for the way back.</param>
internal sealed class LanePools(KernelWriter kernel, IReadOnlyCollection<(PoolWindow Window, bool IsGradient)> windows)
{
    /// <summary>The emitted class.</summary>
    public const string ClassName = "LanePools";

    private readonly string element = kernel.Element;

    /// <summary>The name of the method for a size of window.</summary>
    public static string Method(PoolWindow window, bool isGradient) => $"{ClassName}<TLane>.{Name(window, isGradient)}";

    public void Emit(CodeWriter code)
    {
        if (windows.Count == 0)
        {
            return;
        }

        code.Line();
        code.Line("// The pools of rows in lanes, of all layers: `lines` of windows in all, each of so many `places` of `size` numbers.");
        code.Block($"private static class {ClassName}<TLane>\n    where TLane : struct, ILane<TLane, {element}>", () =>
        {
            bool further = false;
            foreach ((PoolWindow window, bool isGradient) in windows.OrderBy(pair => pair.Window.Count).ThenBy(pair => pair.Window.Width).ThenBy(pair => pair.IsGradient))
            {
                kernel.Separate(further);
                further = true;
                if (isGradient)
                {
                    EmitGradient(window);
                }
                else
                {
                    EmitPool(window);
                }
            }
        });
    }

    private static string Name(PoolWindow window, bool isGradient) => $"MaxPool{window.Height}x{window.Width}{(isGradient ? "Gradient" : "")}";

    private void EmitPool(PoolWindow window)
    {
        kernel.Line($"// y = max over windows of {window.Height}×{window.Width}.");
        kernel.Optimized();
        kernel.Block($"internal static void {Name(window, false)}(ref readonly {element} x, ref {element} y, int lines, int places, int size)", () => Loops(window, () =>
        {
            kernel.Line("TLane best = TLane.Load(in x, from);");
            foreach (string offset in Offsets(window).Skip(1))
            {
                kernel.Line($"best = TLane.Max(best, TLane.Load(in x, {offset}));");
            }

            kernel.Line("TLane.Store(best, ref y, to);");
        }));
    }

    private void EmitGradient(PoolWindow window)
    {
        kernel.Line($"// dx = end(d) where x is the first to be y in its window of {window.Height}×{window.Width}.");
        kernel.Optimized();
        kernel.Line($"internal static void {Name(window, true)}<TEnd>(ref readonly {element} d, ref readonly {element} x, ref readonly {element} y, ref {element} dx, int lines, int places, int size)");
        kernel.Block($"    where TEnd : struct, ITileEnd<TLane, {element}>", () => Loops(window, () =>
        {
            kernel.Line("TLane best = TLane.Load(in y, to), rest = TEnd.Finish(TLane.Load(in d, to), in y, to); // the rest is 0 once a value has taken it");
            string[] offsets = [.. Offsets(window)];
            for (int index = 0; index < offsets.Length; index++)
            {
                kernel.Line($"TLane hit{index} = TLane.AreEqual(TLane.Load(in x, {offsets[index]}), best);");
                kernel.Line($"TLane.Store(TLane.Select(hit{index}, rest, TLane.Zero), ref dx, {offsets[index]});");
                if (index < offsets.Length - 1)
                {
                    kernel.Line($"rest = TLane.Select(hit{index}, TLane.Zero, rest);");
                }
            }
        }));
    }

    private void Loops(PoolWindow window, Action body)
    {
        kernel.Line($"int below = places * {IndexText.Times("size", window.Width)}; // from a line of the image to the next");
        kernel.Block("for (int line = 0; line < lines; line++)", () => kernel.Block("for (int place = 0; place < places; place++)", () =>
        {
            kernel.Line($"int start = {IndexText.Plus(IndexText.Times("line * below", window.Height), IndexText.Times("place * size", window.Width)).Replace("(", "").Replace(")", "")};");
            kernel.Line("int end = (line * places + place + 1) * size;");
            kernel.Block($"for (int from = start, to = end - size; to < end; from += {kernel.Lane}, to += {kernel.Lane})", body);
        }));
    }

    // Of the window's values, row by row.
    private static IEnumerable<string> Offsets(PoolWindow window) => Enumerable.Range(0, window.Count).Select(index =>
        IndexText.Sum("from", Many(index / window.Width, "below"), Many(index % window.Width, "size")));

    private static string Many(int count, string step) => count switch { 0 => "0", 1 => step, _ => $"{count} * {step}" };
}
