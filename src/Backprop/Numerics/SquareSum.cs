using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>Σx² in double, by blocks that add up in order. Within a block, place i mod 32 adds to sum i mod 32, and the sums meet by halves: the
/// same order, and so the same bits, on every register width and however the blocks are shared out among threads. A float's square is exact in
/// double, fused or not, and can neither overflow nor vanish there.</summary>
internal static class SquareSum
{
    /// <summary>The values of a block: 64 KiB of them, far more than it costs to begin one.</summary>
    public const int BlockLength = 16384;

    private const int Width = 16;

    /// <summary>Sixteen sums in double.</summary>
    internal interface ISums<TSelf>
        where TSelf : struct, ISums<TSelf>
    {
        /// <summary>These sums and the squares of the sixteen values at the offset.</summary>
        TSelf With(ref readonly float values, int offset);

        /// <summary>(0 + 8) + (4 + 12) and so on: by halves.</summary>
        double Total();
    }

    /// <summary>Σx² with the widest registers there are.</summary>
    public static double Of(ReadOnlySpan<float> values)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Of<Sums512>(values);
        }

        return Vector256.IsHardwareAccelerated ? Of<Sums256>(values) : Of<Sums128>(values);
    }

    /// <summary>Σx² with the given registers.</summary>
    public static double Of<TSums>(ReadOnlySpan<float> values)
        where TSums : struct, ISums<TSums>
    {
        double sum = 0;
        for (int start = 0; start < values.Length; start += BlockLength)
        {
            sum += OfBlock<TSums>(values.Slice(start, Math.Min(BlockLength, values.Length - start)));
        }

        return sum;
    }

    /// <summary>Σx² of one block, in two lots of sixteen sums: one lot would wait for its own additions.</summary>
    [MethodImpl(Jit.OwnCode)]
    private static double OfBlock<TSums>(ReadOnlySpan<float> values)
        where TSums : struct, ISums<TSums>
    {
        // The values beyond the last whole sixteen come first, filled up with zeros, which add nothing:
        // a call after the loop would cost the sums their registers.
        int whole = values.Length / Width * Width;
        Span<float> rest = stackalloc float[Width];
        rest.Clear();
        values[whole..].CopyTo(rest);
        TSums even = default(TSums).With(in rest[0], 0);
        TSums odd = default;
        if (whole > 0)
        {
            ref readonly float origin = ref values[0];
            int offset = 0;
            for (; offset <= whole - (2 * Width); offset += 2 * Width)
            {
                even = even.With(in origin, offset);
                odd = odd.With(in origin, offset + Width);
            }

            if (offset < whole)
            {
                even = even.With(in origin, offset);
            }
        }

        return even.Total() + odd.Total();
    }

    /// <summary>(0 + 2) + (1 + 3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ByHalves(Vector256<double> sum)
    {
        Vector128<double> half = sum.GetLower() + sum.GetUpper();
        return half[0] + half[1];
    }

    /// <summary>Eight sums per register.</summary>
    internal readonly struct Sums512(Vector512<double> a, Vector512<double> b) : ISums<Sums512>
    {
        private readonly Vector512<double> a = a;
        private readonly Vector512<double> b = b;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Sums512 With(ref readonly float values, int offset)
        {
            Vector512<float> x = Vector512.LoadUnsafe(in values, (nuint)(uint)offset);
            Vector512<double> low = Vector512.WidenLower(x);
            Vector512<double> high = Vector512.WidenUpper(x);
            return new(Vector512.FusedMultiplyAdd(low, low, a), Vector512.FusedMultiplyAdd(high, high, b));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double Total()
        {
            Vector512<double> sum = a + b;
            return ByHalves(sum.GetLower() + sum.GetUpper());
        }
    }

    /// <summary>Four sums per register.</summary>
    internal readonly struct Sums256(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d) : ISums<Sums256>
    {
        private readonly Vector256<double> a = a;
        private readonly Vector256<double> b = b;
        private readonly Vector256<double> c = c;
        private readonly Vector256<double> d = d;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Sums256 With(ref readonly float values, int offset)
        {
            Vector256<float> x = Vector256.LoadUnsafe(in values, (nuint)(uint)offset);
            Vector256<float> y = Vector256.LoadUnsafe(in values, (nuint)(uint)offset + 8);
            Vector256<double> x0 = Vector256.WidenLower(x);
            Vector256<double> x1 = Vector256.WidenUpper(x);
            Vector256<double> y0 = Vector256.WidenLower(y);
            Vector256<double> y1 = Vector256.WidenUpper(y);
            return new(
                Vector256.FusedMultiplyAdd(x0, x0, a),
                Vector256.FusedMultiplyAdd(x1, x1, b),
                Vector256.FusedMultiplyAdd(y0, y0, c),
                Vector256.FusedMultiplyAdd(y1, y1, d));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double Total() => ByHalves((a + c) + (b + d));
    }

    /// <summary>Two sums per register, eight registers: the two halves of sixteen places.</summary>
    internal readonly struct Sums128(Half128 low, Half128 high) : ISums<Sums128>
    {
        private readonly Half128 low = low;
        private readonly Half128 high = high;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Sums128 With(ref readonly float values, int offset) => new(low.With(in values, offset), high.With(in values, offset + 8));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public double Total() =>
            ByHalves(Vector256.Create((low.A + high.A) + (low.C + high.C), (low.B + high.B) + (low.D + high.D)));
    }

    /// <summary>Eight sums, two per register.</summary>
    internal readonly struct Half128(Vector128<double> a, Vector128<double> b, Vector128<double> c, Vector128<double> d)
    {
        public readonly Vector128<double> A = a;
        public readonly Vector128<double> B = b;
        public readonly Vector128<double> C = c;
        public readonly Vector128<double> D = d;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Half128 With(ref readonly float values, int offset)
        {
            Vector128<float> x = Vector128.LoadUnsafe(in values, (nuint)(uint)offset);
            Vector128<float> y = Vector128.LoadUnsafe(in values, (nuint)(uint)offset + 4);
            Vector128<double> x0 = Vector128.WidenLower(x);
            Vector128<double> x1 = Vector128.WidenUpper(x);
            Vector128<double> y0 = Vector128.WidenLower(y);
            Vector128<double> y1 = Vector128.WidenUpper(y);
            return new(A + x0 * x0, B + x1 * x1, C + y0 * y0, D + y1 * y1);
        }
    }
}
