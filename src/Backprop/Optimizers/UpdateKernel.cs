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
        TLane lastUpdated = TRule.Update(in c, TLane.Load(in w, last), TCut.Apply(TLane.Load(in g, last), c.Limit), ref last1, ref last2);
        for (int offset = 0; offset < last; offset += TLane.Width)
        {
            TLane state1 = TRule.StateCount > 0 ? TLane.Load(in a, offset) : TLane.Zero;
            TLane state2 = TRule.StateCount > 1 ? TLane.Load(in b, offset) : TLane.Zero;
            TLane gradient = TCut.Apply(TLane.Load(in g, offset), c.Limit);
            TLane.Store(TRule.Update(in c, TLane.Load(in w, offset), gradient, ref state1, ref state2), ref w, offset);
            if (TRule.StateCount > 0)
            {
                TLane.Store(state1, ref a, offset);
            }

            if (TRule.StateCount > 1)
            {
                TLane.Store(state2, ref b, offset);
            }
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
        TLane updated = TRule.Update(in c, TLane.LoadPartial(in w, 0, length), gradient, ref state1, ref state2);
        TLane.StorePartial(updated, ref w, 0, length);
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
