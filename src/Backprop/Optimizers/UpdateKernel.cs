using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Runs an <see cref="IUpdateRule"/> over spans, sixteen parameters at a time. Everything is elementwise, so a parameter gets the same
/// bits wherever it stands in the spans and whatever the registers' width.</summary>
internal static class UpdateKernel
{
    /// <summary>parameters ← rule(parameters, gradients, state). Unused states are empty; all others are as long as the parameters.</summary>
    public static void Run<TRule>(TRule rule, Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second)
        where TRule : struct, IUpdateRule
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<FloatLane512, TRule>(rule, parameters, gradients, first, second);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<FloatLane256, TRule>(rule, parameters, gradients, first, second);
        }
        else
        {
            Run<FloatLane128, TRule>(rule, parameters, gradients, first, second);
        }
    }

    /// <summary>The same on a given lane type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLane, TRule>(TRule rule, Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second)
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

        int offset = 0;
        for (; offset <= length - TLane.Width; offset += TLane.Width)
        {
            TLane state1 = TRule.StateCount > 0 ? TLane.Load(in a, offset) : TLane.Zero;
            TLane state2 = TRule.StateCount > 1 ? TLane.Load(in b, offset) : TLane.Zero;
            TLane.Store(rule.Update(TLane.Load(in w, offset), TLane.Load(in g, offset), ref state1, ref state2), ref w, offset);
            if (TRule.StateCount > 0)
            {
                TLane.Store(state1, ref a, offset);
            }

            if (TRule.StateCount > 1)
            {
                TLane.Store(state2, ref b, offset);
            }
        }

        if (offset < length)
        {
            RunRest<TLane, TRule>(rule, ref w, in g, ref a, ref b, offset, length - offset);
        }
    }

    /// <summary>The last parameters, fewer than a lane. A method of its own, because its calls would cost the loop its registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void RunRest<TLane, TRule>(
        TRule rule, ref float w, ref readonly float g, ref float a, ref float b, int offset, int rest)
        where TLane : struct, ILane<TLane, float>
        where TRule : struct, IUpdateRule
    {
        TLane state1 = TRule.StateCount > 0 ? TLane.LoadPartial(in a, offset, rest) : TLane.Zero;
        TLane state2 = TRule.StateCount > 1 ? TLane.LoadPartial(in b, offset, rest) : TLane.Zero;
        TLane updated = rule.Update(
            TLane.LoadPartial(in w, offset, rest), TLane.LoadPartial(in g, offset, rest), ref state1, ref state2);
        TLane.StorePartial(updated, ref w, offset, rest);
        if (TRule.StateCount > 0)
        {
            TLane.StorePartial(state1, ref a, offset, rest);
        }

        if (TRule.StateCount > 1)
        {
            TLane.StorePartial(state2, ref b, offset, rest);
        }
    }
}
