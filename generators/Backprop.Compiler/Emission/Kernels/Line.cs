namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Numbers that lie side by side, filled or copied lane by lane. Their count is constant; where it is no multiple of a lane, the last lane
/// starts early enough to be whole, and writes some of them a second time.</summary>
internal static class Line
{
    /// <summary>destination[0 … count − 1] = value, a lane of one number.</summary>
    public static void Fill(KernelWriter kernel, string value, (string Reference, string At) destination, int count) =>
        Write(kernel, destination, count, (_, _) => value);

    /// <summary>destination[i] = source[i]; the two do not overlap.</summary>
    public static void Copy(KernelWriter kernel, (string Reference, string At) source, (string Reference, string At) destination, int count) =>
        Write(kernel, destination, count, (offset, part) => part is null
            ? $"TLane.Load(in {source.Reference}, {IndexText.Plus(source.At, offset)})"
            : $"TLane.LoadPartial(in {source.Reference}, {IndexText.Plus(source.At, offset)}, {part})");

    /// <summary>destination[i] = source[i · stride]; the two do not overlap.</summary>
    public static void Gather(KernelWriter kernel, (string Reference, string At, int Stride) source, (string Reference, string At) destination, int count)
    {
        if (source.Stride == 1)
        {
            Copy(kernel, (source.Reference, source.At), destination, count);
            return;
        }

        Write(kernel, destination, count, (offset, part) =>
            $"TLane.LoadStrided(in {source.Reference}, {IndexText.Plus(source.At, IndexText.Times(offset, source.Stride))}, {source.Stride}, {part ?? kernel.Lane})");
    }

    // A lane's value from where it starts and how many of its places count (null: all).
    private static void Write(KernelWriter kernel, (string Reference, string At) destination, int count, Func<string, int?, string> value)
    {
        int lane = kernel.Lane;
        if (count < lane)
        {
            kernel.Line($"TLane.StorePartial({value("0", count)}, ref {destination.Reference}, {destination.At}, {count});");
            return;
        }

        void Store(string offset) => kernel.Line($"TLane.Store({value(offset, null)}, ref {destination.Reference}, {IndexText.Plus(destination.At, offset)});");
        if (count >= 2 * lane)
        {
            kernel.Block($"for (int i = 0; i <= {count - lane}; i += {lane})", () => Store("i"));
        }
        else
        {
            Store("0");
        }

        if (count % lane > 0)
        {
            kernel.Separate(count >= 2 * lane);
            Store($"{count - lane}");
        }
    }
}
