using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <content>The error function, for the exact GELU.</content>
public static partial class LaneMath
{
    /// <summary>erf x = 2/√π · ∫₀ˣ e^−t² dt; ±1 at ±∞, ±0 for ±0.</summary>
    /// <remarks>For |x| &lt; 1, x + x·p(x²). From there on 1 − e^−x²·g(t), t = 1 / (1 + |x|/2), where g is a fit of e^x²·erfc x.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Erf<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        // Beyond 6 (float: 4) erf rounds to 1.
        TLane magnitude = AtMost(TLane.Abs(x), TLane.IsDouble ? 6.0 : 4.0);
        TLane square = magnitude * magnitude;
        TLane small = TLane.MultiplyAdd(magnitude, ErfSmall(square), magnitude);

        TLane n = TLane.Round(square * TLane.Constant(-Log2E));
        TLane decay = TLane.ScaleByPowerOfTwo(ExpMinusOne(Reduce(-square, n)) + TLane.Constant(1), n);
        TLane tail = ErfTail(TLane.Constant(1) / TLane.MultiplyAdd(magnitude, TLane.Constant(0.5), TLane.Constant(1)));
        TLane large = TLane.MultiplySubtract(decay, tail, TLane.Constant(1));
        return TLane.CopySign(TLane.Select(TLane.GreaterThan(TLane.Constant(1), magnitude), small, large), x);
    }

    /// <summary>erf(x) / x − 1 in u = x² ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ErfSmall<TLane>(TLane u)
        where TLane : struct, ILane<TLane>
    {
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.Constant(-7.795898827002142e-10);
            p = TLane.MultiplyAdd(p, u, TLane.Constant(1.3720064546777686e-08));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(-1.6208483801871705e-07));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(1.6447424703317362e-06));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(-1.492473690741966e-05));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(0.00012055294904839707));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(-0.0008548325975389692));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(0.0052239776071164225));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(-0.02686617064323777));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(0.11283791670945006));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(-0.37612638903183543));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(0.12837916709551256));
        }
        else
        {
            p = TLane.Constant(7.875874871388078e-05);
            p = TLane.MultiplyAdd(p, u, TLane.Constant(-0.000801686430349946));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(0.005189087241888046));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(-0.02685421146452427));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(0.11283594369888306));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(-0.3761262595653534));
            p = TLane.MultiplyAdd(p, u, TLane.Constant(0.12837916612625122));
        }

        return p;
    }

    /// <summary>e^x²·erfc x in t = 1 / (1 + x/2) ≤ 2/3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ErfTail<TLane>(TLane t)
        where TLane : struct, ILane<TLane>
    {
        TLane p;
        if (TLane.IsDouble)
        {
            p = TLane.Constant(0.06417709956997757);
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.4641503100512702));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(1.4993273861992589));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-2.808469620081249));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(3.3141789939074116));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-2.548579515162772));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(1.3907243547276613));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.6720587822190289));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.19483233899524952));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.03477897668837144));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.185316412975862));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.24562975816641905));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.2822051417376623));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.2820885729320229));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(1.6242284740077591e-07));
        }
        else
        {
            p = TLane.Constant(-0.05363042652606964);
            p = TLane.MultiplyAdd(p, t, TLane.Constant(-0.057065200060606));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.40349504351615906));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.1014954149723053));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.33075714111328125));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.2736343443393707));
            p = TLane.MultiplyAdd(p, t, TLane.Constant(0.0006051184027455747));
        }

        return p;
    }
}
