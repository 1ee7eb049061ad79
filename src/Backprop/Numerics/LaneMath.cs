using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Elementary functions over lanes, from nothing but +, −, ×, ÷, fused multiply-add, compare and select,
/// so that every vector width gives the same bits, and so does every machine with fused multiply-add (one without may differ in the last place).
/// No call reaches the platform's mathematics library.</summary>
/// <remarks>
/// <para>Errors, in units of the last place of the result: at most 2 for <see cref="float"/> exp, expm1, ln, ln(1 + x) and softplus;
/// at most 4 for float tanh, sigmoid and erf, and for everything in <see cref="double"/>.</para>
/// <para>Exp, sigmoid and softplus flush to +0 below 2⁻¹²⁵ in float (2⁻¹⁰²¹ in double): a subnormal number would cost a hundred times more
/// in every kernel it passes through and carry nothing worth learning. NaN comes out where NaN goes in.</para>
/// <para>The polynomials are Chebyshev fits; <c>lane_math_coefficients.py</c>, beside the tests, makes them.</para>
/// <para>Each function is a method of its own, never inlined, and calls nothing but lane operations: the JIT inlines an operation called
/// directly whatever its budget, one called through a helper only while the budget lasts. Inlined into kernels instead, these functions
/// exhausted it, and ran thirty times slower on lanes of several registers. The lane goes there and back through a <see cref="LaneSlot"/>.</para>
/// </remarks>
public static partial class LaneMath
{
    /// <summary>max(x, 0); +0 for −0, NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Relu<TLane>(TLane x)
        where TLane : struct, ILane<TLane> =>
        TLane.Max(x, TLane.Zero);
}
