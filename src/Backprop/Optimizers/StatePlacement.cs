using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Decides where an optimizer's state begins within a page. A load whose address equals a recent store's in its low twelve bits waits
/// for that store, so arrays that are walked side by side should be far apart modulo 4096: it is a third of Adam's time in the cache.</summary>
internal static class StatePlacement
{
    private const int Page = 4096;
    private const int CacheLine = 64;
    private const int LineLength = CacheLine / sizeof(float);

    /// <summary>A zeroed state for each place: together with the parameters and their gradients, as far apart as can be.</summary>
    public static void Allocate(Span<NetworkBuffer<float>> states, ReadOnlySpan<float> parameters, ReadOnlySpan<float> gradients)
    {
        if (parameters.IsEmpty)
        {
            states.Fill(new NetworkBuffer<float>(0));
            return;
        }

        ref readonly float origin = ref parameters[0];
        Span<int> taken = stackalloc int[2 + states.Length];
        taken[1] = Distance(in origin, in gradients[0]);
        for (int i = 0; i < states.Length; i++)
        {
            NetworkBuffer<float> room = new(parameters.Length + (Page / sizeof(float)));
            int start = BestLine(Distance(in origin, in room.Origin), taken[..(2 + i)]) * LineLength;
            states[i] = room.Slice(start, parameters.Length);
            taken[2 + i] = Distance(in origin, in states[i].Origin);
        }
    }

    /// <summary>From one number to another in bytes, modulo a page.</summary>
    public static int Distance(ref readonly float from, ref readonly float to) =>
        (int)(Unsafe.ByteOffset(ref Unsafe.AsRef(in from), ref Unsafe.AsRef(in to)) & (Page - 1));

    /// <summary>The cache line of the room, counted from its start, that is furthest from all that is taken.</summary>
    private static int BestLine(int room, ReadOnlySpan<int> taken)
    {
        int best = 0;
        int bestGap = -1;
        for (int line = 0; line < Page / CacheLine; line++)
        {
            int gap = Page;
            foreach (int other in taken)
            {
                int apart = (room + (line * CacheLine) - other) & (Page - 1);
                gap = Math.Min(gap, Math.Min(apart, Page - apart));
            }

            if (gap > bestGap)
            {
                best = line;
                bestGap = gap;
            }
        }

        return best;
    }
}
