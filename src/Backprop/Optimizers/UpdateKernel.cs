using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Runs an <see cref="IUpdateRule"/> over spans, sixteen parameters at a time. Everything is elementwise, so a parameter gets the same
/// bits wherever it stands in the spans and whatever the registers' width: a step may be taken range by range, in any order.</summary>
internal static class UpdateKernel
{
    /// <summary>parameters ← rule(parameters, cut(gradients), state). Unused states are empty; all others are as long as the parameters.</summary>
    public static void Run<TRule>(
        in UpdateConstants constants, GradientCut cut, Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second)
        where TRule : struct, IUpdateRule
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<FloatLane512, TRule>(in constants, cut, parameters, gradients, first, second);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<FloatLane256, TRule>(in constants, cut, parameters, gradients, first, second);
        }
        else
        {
            Run<FloatLane128, TRule>(in constants, cut, parameters, gradients, first, second);
        }
    }

    /// <summary>The same on a given lane type.</summary>
    public static void Run<TLane, TRule>(
        in UpdateConstants constants, GradientCut cut, Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second)
        where TLane : struct, ILane<TLane, float>
        where TRule : struct, IUpdateRule
    {
        int length = parameters.Length;
        if (length == 0)
        {
            return;
        }

        // The lanes check no bounds, so the lengths are checked here, once.
        ref float w = ref parameters[0];
        ref readonly float g = ref gradients[..length][0];
        ref float a = ref (TRule.StateCount > 0 ? ref first[..length][0] : ref w);
        ref float b = ref (TRule.StateCount > 1 ? ref second[..length][0] : ref w);
        switch (cut.Kind)
        {
            case CutKind.Scale:
                Run<TLane, TRule, ScaleCut>(in constants, cut.Limit, ref w, in g, ref a, ref b, length);
                break;
            case CutKind.Clamp:
                Run<TLane, TRule, ClampCut>(in constants, cut.Limit, ref w, in g, ref a, ref b, length);
                break;
            default:
                Run<TLane, TRule, NoCut>(in constants, 0f, ref w, in g, ref a, ref b, length);
                break;
        }
    }

    private static void Run<TLane, TRule, TCut>(
        in UpdateConstants constants, float limit, ref float w, ref readonly float g, ref float a, ref float b, int length)
        where TLane : struct, ILane<TLane, float>
        where TRule : struct, IUpdateRule
        where TCut : struct, IGradientCut
    {
        if (length >= TLane.Width)
        {
            Loop<TLane, TRule, TCut>(in constants, limit, ref w, in g, ref a, ref b, length);
        }
        else
        {
            Part<TLane, TRule, TCut>(in constants, limit, ref w, in g, ref a, ref b, length);
        }
    }

    /// <summary>Whole lanes only. Where they do not come out even, the last one begins early and overlaps the one before it: it is computed
    /// first, from what the loop has not yet changed, and written last, so that both write the same bits.</summary>
    [MethodImpl(Jit.OwnCode)]
    private static void Loop<TLane, TRule, TCut>(
        in UpdateConstants constants, float limit, ref float w, ref readonly float g, ref float a, ref float b, int length)
        where TLane : struct, ILane<TLane, float>
        where TRule : struct, IUpdateRule
        where TCut : struct, IGradientCut
    {
        UpdateLanes<TLane> c = UpdateLanes<TLane>.Of(in constants, limit);
        int last = length - TLane.Width;
        TLane last1 = TRule.StateCount > 0 ? TLane.Load(in a, last) : TLane.Zero;
        TLane last2 = TRule.StateCount > 1 ? TLane.Load(in b, last) : TLane.Zero;
        TLane lastDirection = TRule.Begin(in c, TLane.Load(in w, last), TCut.Apply(TLane.Load(in g, last), c.Limit), ref last1, ref last2);
        TLane lastUpdated = TRule.End(in c, TLane.Load(in w, last), lastDirection, TRule.StateCount > 1 ? TLane.Sqrt(last2) : TLane.Zero);
        if (TRule.StateCount > 1 && last > 0)
        {
            Overlapping<TLane, TRule, TCut>(in constants, limit, ref w, in g, ref a, ref b, last);
        }
        else
        {
            OneByOne<TLane, TRule, TCut>(in c, ref w, in g, ref a, last);
        }

        TLane.Store(lastUpdated, ref w, last);
        if (TRule.StateCount > 0)
        {
            TLane.Store(last1, ref a, last);
        }

        if (TRule.StateCount > 1)
        {
            TLane.Store(last2, ref b, last);
        }
    }

    // The lanes before the last one, with up to one state.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneByOne<TLane, TRule, TCut>(in UpdateLanes<TLane> c, ref float w, ref readonly float g, ref float a, int last)
        where TLane : struct, ILane<TLane, float>
        where TRule : struct, IUpdateRule
        where TCut : struct, IGradientCut
    {
        // From the end to the start: what the way back wrote last is still in a cache, and so is then what the next forward reads first.
        // Without states a round is so short that its place in the program decides how quickly it is read: two at once bear any.
        int offset = (last + TLane.Width - 1) & -TLane.Width;
        for (; TRule.StateCount == 0 && offset >= 2 * TLane.Width; offset -= 2 * TLane.Width)
        {
            One<TLane, TRule, TCut>(in c, ref w, in g, ref a, offset - TLane.Width);
            One<TLane, TRule, TCut>(in c, ref w, in g, ref a, offset - (2 * TLane.Width));
        }

        for (; offset > 0; offset -= TLane.Width)
        {
            One<TLane, TRule, TCut>(in c, ref w, in g, ref a, offset - TLane.Width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One<TLane, TRule, TCut>(in UpdateLanes<TLane> c, ref float w, ref readonly float g, ref float a, int offset)
        where TLane : struct, ILane<TLane, float>
        where TRule : struct, IUpdateRule
        where TCut : struct, IGradientCut
    {
        TLane state = TRule.StateCount > 0 ? TLane.Load(in a, offset) : TLane.Zero, none = TLane.Zero;
        TLane direction = TRule.Begin(in c, TLane.Load(in w, offset), TCut.Apply(TLane.Load(in g, offset), c.Limit), ref state, ref none);
        TLane.Store(TRule.End(in c, TLane.Load(in w, offset), direction, TLane.Zero), ref w, offset);
        if (TRule.StateCount > 0)
        {
            TLane.Store(state, ref a, offset);
        }
    }

    // The same with two: a lane begins before the one before it ends, which waits for a root. Where a lane is several registers, what waits
    // would keep the processor from looking far enough ahead. With constants of its own: registers are scarce.
    [MethodImpl(Jit.OwnCode)]
    private static void Overlapping<TLane, TRule, TCut>(in UpdateConstants constants, float limit, ref float w, ref readonly float g, ref float a, ref float b, int last)
        where TLane : struct, ILane<TLane, float>
        where TRule : struct, IUpdateRule
        where TCut : struct, IGradientCut
    {
        UpdateLanes<TLane> c = UpdateLanes<TLane>.Of(in constants, limit);
        TLane root = TLane.Zero;
        int before = 0;
        for (int offset = 0; offset < last; offset += TLane.Width)
        {
            TLane state1 = TLane.Load(in a, offset), state2 = TLane.Load(in b, offset);
            TRule.Begin(in c, TLane.Load(in w, offset), TCut.Apply(TLane.Load(in g, offset), c.Limit), ref state1, ref state2);
            TLane nextRoot = TLane.Sqrt(state2);
            TLane.Store(state1, ref a, offset);
            TLane.Store(state2, ref b, offset);
            if (offset > 0)
            {
                TLane.Store(TRule.End(in c, TLane.Load(in w, before), TLane.Load(in a, before), root), ref w, before);
            }

            root = nextRoot;
            before = offset;
        }

        TLane.Store(TRule.End(in c, TLane.Load(in w, before), TLane.Load(in a, before), root), ref w, before);
    }

    /// <summary>Fewer parameters than a lane holds.</summary>
    [MethodImpl(Jit.OwnCode)]
    private static void Part<TLane, TRule, TCut>(
        in UpdateConstants constants, float limit, ref float w, ref readonly float g, ref float a, ref float b, int length)
        where TLane : struct, ILane<TLane, float>
        where TRule : struct, IUpdateRule
        where TCut : struct, IGradientCut
    {
        UpdateLanes<TLane> c = UpdateLanes<TLane>.Of(in constants, limit);
        TLane state1 = TRule.StateCount > 0 ? TLane.LoadPartial(in a, 0, length) : TLane.Zero;
        TLane state2 = TRule.StateCount > 1 ? TLane.LoadPartial(in b, 0, length) : TLane.Zero;
        TLane gradient = TCut.Apply(TLane.LoadPartial(in g, 0, length), c.Limit);
        TLane parameter = TLane.LoadPartial(in w, 0, length);
        TLane direction = TRule.Begin(in c, parameter, gradient, ref state1, ref state2);
        TLane.StorePartial(TRule.End(in c, parameter, direction, TRule.StateCount > 1 ? TLane.Sqrt(state2) : TLane.Zero), ref w, 0, length);
        if (TRule.StateCount > 0)
        {
            TLane.StorePartial(state1, ref a, 0, length);
        }

        if (TRule.StateCount > 1)
        {
            TLane.StorePartial(state2, ref b, 0, length);
        }
    }
}
