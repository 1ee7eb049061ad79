using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>What the operators of norms over positions share. Lanes lie along the channels; two numbers per channel, such as its group's μ and r, stand
/// in two runs of all channels, so that a lane of them is loaded at once.</summary>
internal static class ChannelNorm
{
    /// <summary>Lanes of channels that are worked on at once: each keeps a few numbers in registers.</summary>
    private const int Lanes = 2;

    /// <summary>Whether no lane of <see cref="ForEach"/> overlaps another, so that a result may take the place of what it is made from.</summary>
    public static bool IsDisjoint(int channels, int lane) => channels < lane || channels % lane == 0;

    /// <summary>Writes the body for all channels, some lanes at a time.</summary>
    public static void ForEach(KernelWriter kernel, int channels, bool ownScope, Action<LaneBlock> body) =>
        LaneBlocks.Emit(kernel, "channel", "Channels", channels, Lanes, ownScope, body);

    /// <summary>Declares <c>Channels</c>, <c>one</c> and <c>epsilon</c>, and further lanes.</summary>
    public static void Constants(KernelWriter kernel, int channels, float epsilon, string further = "")
    {
        kernel.Line($"const int Channels = {channels};");
        kernel.Line();
        kernel.Line($"TLane one = TLane.Constant(1), epsilon = TLane.Constant({Literal.Number(epsilon)}){further};");
    }

    /// <summary>Declares r0, r1, … = 1/√(v + ε), where v is the second run of the moments.</summary>
    public static void LoadInverse(KernelWriter kernel, LaneBlock block) => kernel.Line(
        $"TLane {block.Join(lane => $"r{lane} = one / TLane.Sqrt({block.LoadOne(lane, "moments", offset => $"Channels + {offset}")} + epsilon)")};");

    /// <summary>The lanes' names: prefix0, prefix1, …</summary>
    public static string[] Names(LaneBlock block, params string[] prefixes) => prefixes.SelectMany(prefix => block.Indexes.Select(lane => $"{prefix}{lane}")).ToArray();

    /// <summary>The lane of a value at the current position; <paramref name="at"/> is where the positions of a row, or of the batch, start.</summary>
    public static string AtPosition(LaneBlock block, int lane, string reference, string at) =>
        block.LoadOne(lane, reference, offset => $"{at} * Channels + {offset}");
}
