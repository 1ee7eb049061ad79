namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Copies part of the current row: <c>width</c> numbers from an offset in one value's row to an offset in another's.</summary>
internal static class RowCopy
{
    public static void Emit(
        KernelWriter kernel, int width, (string Name, int Stride, int Start) from, (string Name, int Stride, int Start) to)
    {
        int lane = kernel.Lane, whole = width / lane * lane;
        if (whole > 0)
        {
            kernel.Block($"for (int unit = 0; unit < {whole}; unit += {lane})", () =>
                kernel.Line($"TLane.Store(TLane.Load(in {from.Name}, {At(from)} + unit), ref {to.Name}, {At(to)} + unit);"));
        }

        if (whole < width)
        {
            kernel.Separate(whole > 0);
            kernel.Line($"TLane.StorePartial(TLane.LoadPartial(in {from.Name}, {At(from)} + {whole}, {width - whole}), ref {to.Name}, {At(to)} + {whole}, {width - whole});");
        }
    }

    private static string At((string Name, int Stride, int Start) value) => $"row * {value.Stride} + {value.Start}";
}
