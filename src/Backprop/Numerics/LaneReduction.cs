using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>The tail of every horizontal reduction, from 32 bytes down to one number: place i with place i + half, then half of that.
/// The lanes fold their 64 bytes to 32 the same way first, so the whole tree is one, whatever the registers.</summary>
internal static class LaneReduction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> v) => Sum(v.GetLower() + v.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> v)
    {
        Vector128<float> pairs = v + Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1));
        return (pairs + Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(Vector256<float> v) => Maximum(Vector128.Max(v.GetLower(), v.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(Vector128<float> v)
    {
        Vector128<float> pairs = Vector128.Max(v, Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(pairs, Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> v) => Sum(v.GetLower() + v.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector128<double> v) => (v + Vector128.Shuffle(v, Vector128.Create(1, 0))).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(Vector256<double> v) => Maximum(Vector128.Max(v.GetLower(), v.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Maximum(Vector128<double> v) => Vector128.Max(v, Vector128.Shuffle(v, Vector128.Create(1, 0))).ToScalar();
}
