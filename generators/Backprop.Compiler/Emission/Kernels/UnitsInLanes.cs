namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Row-wise work on rows narrower than a lane, but of too many units to have each in a register: a lane of rows at a time is transposed into a small block,
/// through which loops go unit by unit.</summary>
internal static class UnitsInLanes
{
    private const int MostUnrolled = 4;

    /// <summary>Whether rows of this width are worked on this way: shorter ones are unrolled, longer ones have lanes of their own.</summary>
    public static bool Fits(KernelWriter kernel, int width) => width > MostUnrolled && width < kernel.Lane;

    /// <summary>Declares a block of a lane of rows.</summary>
    public static void Declare(KernelWriter kernel, params string[] blocks)
    {
        foreach (string block in blocks)
        {
            kernel.Line($"Span<{kernel.Element}> {block} = stackalloc {kernel.Element}[Units * {kernel.Lane}];");
        }
    }

    /// <summary>The rows from the current one on, transposed into a block.</summary>
    /// <param name="source">The row's first number, as an expression.</param>
    public static void Pack(KernelWriter kernel, string source, string block) => kernel.Line($"RowLanes.Pack(in {source}, ref {block}[0], count, Units);");

    /// <summary>The way back.</summary>
    /// <param name="destination">Where the row's first number goes, as an expression.</param>
    public static void Unpack(KernelWriter kernel, string block, string destination) => kernel.Line($"RowLanes.Unpack(in {block}[0], ref {destination}, count, Units);");

    /// <summary>A loop over the units; <c>i</c> is where a unit's lane is in a block.</summary>
    public static void ForEach(KernelWriter kernel, Action body)
    {
        kernel.Block($"for (int i = 0; i < Units * {kernel.Lane}; i += {kernel.Lane})", body);
        kernel.Line();
    }

    /// <summary>The current unit's lane in a block.</summary>
    public static string Load(string block) => $"TLane.Load(in {block}[0], i)";

    /// <summary>Stores the current unit's lane into a block.</summary>
    public static void Store(KernelWriter kernel, string value, string block) => kernel.Line($"TLane.Store({value}, ref {block}[0], i);");

    /// <summary>max = the largest of each row; destination = exp(source − max); sum = Σ of them. The two blocks may be the same.</summary>
    public static void Exponentials(KernelWriter kernel, string source, string destination) =>
        kernel.Line($"TLane sum = LaneMath.ExponentialsInLanes(in {source}[0], ref {destination}[0], Units, out TLane max); // exp({source} − max), and Σ of them");
}
