using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>A loop over the groups of a row's channels, where <c>to</c> is the start of two runs of all channels and <c>Units</c> a group's channels.
/// <c>own</c> is where the group's own channels start in the first run.</summary>
internal static class GroupLoop
{
    /// <param name="narrow">The body where groups are narrower than a lane: <c>count</c> groups side by side.</param>
    /// <param name="wide">The body for one group of at least a lane.</param>
    public static void Emit(KernelWriter kernel, int channels, int units, Action narrow, Action wide)
    {
        if (units >= kernel.Lane)
        {
            kernel.Block("for (int own = to; own < to + Channels; own += Units)", wide);
            return;
        }

        int groups = channels / units;
        kernel.Block($"for (int group = 0; group < {groups}; group += {kernel.Lane})", () =>
        {
            kernel.Line($"int count = int.Min({kernel.Lane}, {groups} - group), own = to + group * Units; // {kernel.Lane} groups side by side");
            narrow();
        });
    }

    /// <summary>Writes a number of the group's to each of its channels in both runs.</summary>
    public static void Spread(KernelWriter kernel, int units, string destination, string first, string second) => ColumnsInLanes.ForEach(kernel, units, lane =>
    {
        kernel.Line(lane.Store(first, destination));
        kernel.Line(lane.Store(second, destination, $"Channels + {lane.Offset}"));
    }, "own");
}
