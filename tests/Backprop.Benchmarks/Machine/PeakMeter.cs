using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Machine;

/// <summary>The most multiplications and additions in single precision that a core does in registers: twelve or more chains of fused multiply-add.</summary>
internal static class PeakMeter
{
    private const int Loops = 100_000;

    /// <summary>The bits of a lane the networks use on this machine, in this process.</summary>
    public static int LaneBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Operations per second: the median of <paramref name="repeats"/>.</summary>
    public static double Measure(int repeats)
    {
        var rates = new List<double>();
        for (int i = -3; i < repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            double work = LaneBits switch { 512 => Chains512(), 256 => Chains256(), _ => Chains128() };
            double rate = work / Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (i >= 0)
            {
                rates.Add(rate);
            }
        }

        return Statistics.Median(rates);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Chains512()
    {
        Vector512<float> x = Vector512.Create(0.999999f), y = Vector512.Create(1e-7f);
        Vector512<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x;
        Vector512<float> s8 = y, s9 = y, sa = y, sb = y, sc = y, sd = y, se = y, sf = y;
        for (int i = 0; i < Loops; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, x, y);
            s1 = Vector512.FusedMultiplyAdd(s1, x, y);
            s2 = Vector512.FusedMultiplyAdd(s2, x, y);
            s3 = Vector512.FusedMultiplyAdd(s3, x, y);
            s4 = Vector512.FusedMultiplyAdd(s4, x, y);
            s5 = Vector512.FusedMultiplyAdd(s5, x, y);
            s6 = Vector512.FusedMultiplyAdd(s6, x, y);
            s7 = Vector512.FusedMultiplyAdd(s7, x, y);
            s8 = Vector512.FusedMultiplyAdd(s8, x, y);
            s9 = Vector512.FusedMultiplyAdd(s9, x, y);
            sa = Vector512.FusedMultiplyAdd(sa, x, y);
            sb = Vector512.FusedMultiplyAdd(sb, x, y);
            sc = Vector512.FusedMultiplyAdd(sc, x, y);
            sd = Vector512.FusedMultiplyAdd(sd, x, y);
            se = Vector512.FusedMultiplyAdd(se, x, y);
            sf = Vector512.FusedMultiplyAdd(sf, x, y);
        }

        Keep(Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + sa + sb + sc + sd + se + sf));
        return 2.0 * 16 * Vector512<float>.Count * Loops;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Chains256()
    {
        Vector256<float> x = Vector256.Create(0.999999f), y = Vector256.Create(1e-7f);
        Vector256<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x;
        Vector256<float> s6 = y, s7 = y, s8 = y, s9 = y, sa = y, sb = y;
        for (int i = 0; i < Loops; i++)
        {
            s0 = Vector256.FusedMultiplyAdd(s0, x, y);
            s1 = Vector256.FusedMultiplyAdd(s1, x, y);
            s2 = Vector256.FusedMultiplyAdd(s2, x, y);
            s3 = Vector256.FusedMultiplyAdd(s3, x, y);
            s4 = Vector256.FusedMultiplyAdd(s4, x, y);
            s5 = Vector256.FusedMultiplyAdd(s5, x, y);
            s6 = Vector256.FusedMultiplyAdd(s6, x, y);
            s7 = Vector256.FusedMultiplyAdd(s7, x, y);
            s8 = Vector256.FusedMultiplyAdd(s8, x, y);
            s9 = Vector256.FusedMultiplyAdd(s9, x, y);
            sa = Vector256.FusedMultiplyAdd(sa, x, y);
            sb = Vector256.FusedMultiplyAdd(sb, x, y);
        }

        Keep(Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + sa + sb));
        return 2.0 * 12 * Vector256<float>.Count * Loops;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Chains128()
    {
        Vector128<float> x = Vector128.Create(0.999999f), y = Vector128.Create(1e-7f);
        Vector128<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x;
        Vector128<float> s6 = y, s7 = y, s8 = y, s9 = y, sa = y, sb = y;
        for (int i = 0; i < Loops; i++)
        {
            s0 = Vector128.FusedMultiplyAdd(s0, x, y);
            s1 = Vector128.FusedMultiplyAdd(s1, x, y);
            s2 = Vector128.FusedMultiplyAdd(s2, x, y);
            s3 = Vector128.FusedMultiplyAdd(s3, x, y);
            s4 = Vector128.FusedMultiplyAdd(s4, x, y);
            s5 = Vector128.FusedMultiplyAdd(s5, x, y);
            s6 = Vector128.FusedMultiplyAdd(s6, x, y);
            s7 = Vector128.FusedMultiplyAdd(s7, x, y);
            s8 = Vector128.FusedMultiplyAdd(s8, x, y);
            s9 = Vector128.FusedMultiplyAdd(s9, x, y);
            sa = Vector128.FusedMultiplyAdd(sa, x, y);
            sb = Vector128.FusedMultiplyAdd(sb, x, y);
        }

        Keep(Vector128.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + sa + sb));
        return 2.0 * 12 * Vector128<float>.Count * Loops;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(float value) => GC.KeepAlive(value);
}
