namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A constant number of values, lane by lane; the last lane is partial, so that a result may take the place of what it is made from.</summary>
internal static class VectorLanes
{
    public static void ForEach(KernelWriter kernel, int count, Action<RowLane> body)
    {
        int whole = count / kernel.Lane * kernel.Lane;
        if (whole > kernel.Lane)
        {
            kernel.Block($"for (int i = 0; i < {whole}; i += {kernel.Lane})", () => body(new RowLane("i", null, "i")));
        }
        else if (whole == kernel.Lane)
        {
            kernel.Scope(whole < count, () => body(new RowLane("0", null, "0")));
        }

        if (whole < count)
        {
            kernel.Separate(whole > 0);
            kernel.Scope(whole > 0, () => body(new RowLane($"{whole}", count - whole, $"{whole}")));
        }
    }
}
