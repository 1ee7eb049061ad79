using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>The maximum pools of rows in lanes (<see cref="RowLanes"/>) over windows of 2 × 2 side by side. For the emitted code. The windows of all rows are lines of windows one below
/// the other.</summary>
/// <typeparam name="TLane">The lane.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LanePools<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <summary>y = max over windows of 2 × 2.</summary>
    /// <param name="x">The images.</param>
    /// <param name="y">Receives the maxima.</param>
    /// <param name="lines">Lines of windows in all.</param>
    /// <param name="places">Windows of a line.</param>
    /// <param name="size">Numbers of a place of the image.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void Max2x2(ref readonly T x, ref T y, int lines, int places, int size)
    {
        int below = places * size * 2; // from a line of the image to the next
        for (int line = 0; line < lines; line++)
        {
            for (int place = 0; place < places; place++)
            {
                int start = (line * below * 2) + (place * size * 2), end = ((line * places) + place + 1) * size;
                for (int from = start, to = end - size; to < end; from += TLane.Width, to += TLane.Width)
                {
                    TLane best = TLane.Load(in x, from);
                    best = TLane.Max(best, TLane.Load(in x, from + size));
                    best = TLane.Max(best, TLane.Load(in x, from + below));
                    best = TLane.Max(best, TLane.Load(in x, from + below + size));
                    TLane.Store(best, ref y, to);
                }
            }
        }
    }

    /// <summary>dx = end(d) where x is the first to be y in its window of 2 × 2.</summary>
    /// <typeparam name="TEnd">What becomes of d.</typeparam>
    /// <param name="d">The gradients of the maxima.</param>
    /// <param name="x">The images.</param>
    /// <param name="y">The maxima.</param>
    /// <param name="dx">Receives the gradients of the images.</param>
    /// <param name="lines">Lines of windows in all.</param>
    /// <param name="places">Windows of a line.</param>
    /// <param name="size">Numbers of a place of the image.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void Max2x2Gradient<TEnd>(ref readonly T d, ref readonly T x, ref readonly T y, ref T dx, int lines, int places, int size)
        where TEnd : struct, ITileEnd<TLane, T>
    {
        int below = places * size * 2; // from a line of the image to the next
        for (int line = 0; line < lines; line++)
        {
            for (int place = 0; place < places; place++)
            {
                int start = (line * below * 2) + (place * size * 2), end = ((line * places) + place + 1) * size;
                for (int from = start, to = end - size; to < end; from += TLane.Width, to += TLane.Width)
                {
                    TLane best = TLane.Load(in y, to), rest = TEnd.Finish(TLane.Load(in d, to), in y, to); // the rest is 0 once a value has taken it
                    TLane hit0 = TLane.AreEqual(TLane.Load(in x, from), best);
                    TLane.Store(TLane.Select(hit0, rest, TLane.Zero), ref dx, from);
                    rest = TLane.Select(hit0, TLane.Zero, rest);
                    TLane hit1 = TLane.AreEqual(TLane.Load(in x, from + size), best);
                    TLane.Store(TLane.Select(hit1, rest, TLane.Zero), ref dx, from + size);
                    rest = TLane.Select(hit1, TLane.Zero, rest);
                    TLane hit2 = TLane.AreEqual(TLane.Load(in x, from + below), best);
                    TLane.Store(TLane.Select(hit2, rest, TLane.Zero), ref dx, from + below);
                    rest = TLane.Select(hit2, TLane.Zero, rest);
                    TLane hit3 = TLane.AreEqual(TLane.Load(in x, from + below + size), best);
                    TLane.Store(TLane.Select(hit3, rest, TLane.Zero), ref dx, from + below + size);
                }
            }
        }
    }
}
