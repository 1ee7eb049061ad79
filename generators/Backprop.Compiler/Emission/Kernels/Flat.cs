using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Element by element over all rows at once: the values lie without holes, so the rows do not matter.</summary>
internal static class Flat
{
    /// <summary>Writes result[i] = expression of the sources at i. The last lane is partial, nothing beyond the values is touched; where rows lie in lanes, all are whole.</summary>
    public static void Emit(KernelWriter kernel, Node node, IReadOnlyList<string> sources, string result, Func<IReadOnlyList<string>, string> expression)
    {
        int lane = kernel.Lane, width = node.Shape.Width * (node.InLanes ? lane : 1);
        kernel.Line(width == 1 ? "int count = rows;" : $"int count = rows * {width};");
        kernel.Line("int i = 0;");
        kernel.Block($"for (; i <= count - {lane}; i += {lane})", () =>
            kernel.Line($"TLane.Store({expression(sources.Select(source => $"TLane.Load(in {source}, i)").ToList())}, ref {result}, i);"));
        if (node.InLanes)
        {
            return;
        }

        kernel.Line();
        kernel.Block("if (i < count)", () =>
        {
            kernel.Line("int rest = count - i;");
            kernel.Line($"TLane.StorePartial({expression(sources.Select(source => $"TLane.LoadPartial(in {source}, i, rest)").ToList())}, ref {result}, i, rest);");
        });
    }
}
