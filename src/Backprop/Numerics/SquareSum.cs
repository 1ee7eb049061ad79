using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>Σx² in double. Place i mod 16 of the span adds to sum i mod 16, and the sixteen sums meet by halves: the same order, and so the
/// same bits, on every register width. A float's square is exact in double and can neither overflow nor vanish there.</summary>
internal static class SquareSum
{
    private const int Width = 16;

    /// <summary>Σx² with the widest registers there are.</summary>
    public static double Of(ReadOnlySpan<float> values)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Of512(values);
        }

        return Vector256.IsHardwareAccelerated ? Of256(values) : Of128(values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of512(ReadOnlySpan<float> values)
    {
        Vector512<double> sum0 = default;
        Vector512<double> sum1 = default;
        Span<float> last = stackalloc float[Width];
        for (int offset = 0; offset < values.Length; offset += Width)
        {
            Vector512<float> x = Vector512.Create(Block(values, offset, last));
            Add(ref sum0, Vector512.WidenLower(x));
            Add(ref sum1, Vector512.WidenUpper(x));
        }

        return ByHalves((sum0 + sum1).GetLower() + (sum0 + sum1).GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of256(ReadOnlySpan<float> values)
    {
        Vector256<double> sum0 = default;
        Vector256<double> sum1 = default;
        Vector256<double> sum2 = default;
        Vector256<double> sum3 = default;
        Span<float> last = stackalloc float[Width];
        for (int offset = 0; offset < values.Length; offset += Width)
        {
            ReadOnlySpan<float> block = Block(values, offset, last);
            Vector256<float> x = Vector256.Create(block);
            Vector256<float> y = Vector256.Create(block[8..]);
            Add(ref sum0, Vector256.WidenLower(x));
            Add(ref sum1, Vector256.WidenUpper(x));
            Add(ref sum2, Vector256.WidenLower(y));
            Add(ref sum3, Vector256.WidenUpper(y));
        }

        return ByHalves((sum0 + sum2) + (sum1 + sum3));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of128(ReadOnlySpan<float> values)
    {
        Vector128<double> sum0 = default;
        Vector128<double> sum1 = default;
        Vector128<double> sum2 = default;
        Vector128<double> sum3 = default;
        Vector128<double> sum4 = default;
        Vector128<double> sum5 = default;
        Vector128<double> sum6 = default;
        Vector128<double> sum7 = default;
        Span<float> last = stackalloc float[Width];
        for (int offset = 0; offset < values.Length; offset += Width)
        {
            ReadOnlySpan<float> block = Block(values, offset, last);
            Vector128<float> x = Vector128.Create(block);
            Add(ref sum0, Vector128.WidenLower(x));
            Add(ref sum1, Vector128.WidenUpper(x));
            x = Vector128.Create(block[4..]);
            Add(ref sum2, Vector128.WidenLower(x));
            Add(ref sum3, Vector128.WidenUpper(x));
            x = Vector128.Create(block[8..]);
            Add(ref sum4, Vector128.WidenLower(x));
            Add(ref sum5, Vector128.WidenUpper(x));
            x = Vector128.Create(block[12..]);
            Add(ref sum6, Vector128.WidenLower(x));
            Add(ref sum7, Vector128.WidenUpper(x));
        }

        return ByHalves(Vector256.Create((sum0 + sum4) + (sum2 + sum6), (sum1 + sum5) + (sum3 + sum7)));
    }

    /// <summary>Sixteen values; the last ones are filled up with zeros, which add nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<float> Block(ReadOnlySpan<float> values, int offset, Span<float> last)
    {
        ReadOnlySpan<float> rest = values[offset..];
        if (rest.Length >= Width)
        {
            return rest[..Width];
        }

        last.Clear();
        rest.CopyTo(last);
        return last;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector512<double> sum, Vector512<double> x) => sum += x * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector256<double> sum, Vector256<double> x) => sum += x * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector128<double> sum, Vector128<double> x) => sum += x * x;

    /// <summary>(0 + 2) + (1 + 3).</summary>
    private static double ByHalves(Vector256<double> sum)
    {
        Vector128<double> half = sum.GetLower() + sum.GetUpper();
        return half[0] + half[1];
    }
}
