namespace Backprop.Numerics;

/// <summary>
/// A lane: 64 bytes of numbers that compute side by side, sixteen <see cref="float"/> or eight <see cref="double"/>.
/// It is one Vector512, two Vector256 or four Vector128; the JIT compiles every kernel for the one that the processor has.
/// The width, the order of every reduction and the use of fused multiply-add are the same in each, and so are the bits that come out.
/// </summary>
/// <remarks>
/// The implementations are written for the JIT's inliner. It accepts at most 512 local variables in a method, and beyond a budget it inlines
/// only what the method itself calls, not what that calls in turn. So the operations have flat bodies (intrinsics only, no helpers), and assign
/// the fields of a local one by one: a constructor would cost twice the variables. A kernel can hold about 500 operations and constants.
/// </remarks>
public interface ILane<TSelf>
    where TSelf : struct, ILane<TSelf>
{
    /// <summary>Numbers in a lane: 16 for <see cref="float"/>, 8 for <see cref="double"/>.</summary>
    static abstract int Width { get; }

    /// <summary>Whether a lane is a single 512-bit register: kernels then use wider register tiles.</summary>
    static abstract bool IsWide { get; }

    /// <summary>Whether the numbers are <see cref="double"/>.</summary>
    static abstract bool IsDouble { get; }

    /// <summary>All zeros (+0).</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The same number in every place, rounded to the element type.</summary>
    static abstract TSelf Constant(double value);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a − b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a · b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>−a.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>a · b + c, rounded once where the processor has fused multiply-add; without it, twice (only 128-bit lanes exist there).</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>Adds a · b to a sum, rounded as <see cref="MultiplyAdd"/>. The sum stays in its register: of one that is returned, the JIT makes a copy at every addition.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>Adds a · b to a sum, in the lower half of the places: half the work, where a lane is a register too. The others are not defined after it.</summary>
    static abstract void AddHalfProduct(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>Adds a to a sum, in the lower half of the places. The others are not defined after it.</summary>
    static abstract void AddHalf(ref TSelf sum, TSelf a);

    /// <summary>The upper half of the places, as the lower half. The others are not defined.</summary>
    static abstract TSelf UpperHalf(TSelf lane);

    /// <summary>The lower halves of the places of two lanes, as one lane.</summary>
    static abstract TSelf Join(TSelf lower, TSelf upper);

    /// <summary>The lower half of the places, as the upper half. The others are not defined.</summary>
    static abstract TSelf Lift(TSelf half);

    /// <summary>c − a · b, rounded as <see cref="MultiplyAdd"/>.</summary>
    static abstract TSelf MultiplySubtract(TSelf a, TSelf b, TSelf c);

    /// <summary>(((a·x + c3)·x + c2)·x + c1)·x + c0: four steps of Horner's rule, each rounded as <see cref="MultiplyAdd"/>, with coefficients rounded to the element type.</summary>
    static abstract TSelf Horner(TSelf a, TSelf x, double c3, double c2, double c1, double c0);

    /// <summary>The larger of a and b; NaN if either is.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The larger of a and b, by one instruction a register, where <see cref="Max"/> takes three: if one is NaN, either of them; of zeros, either.</summary>
    static abstract TSelf Larger(TSelf a, TSelf b);

    /// <summary>The smaller of a and b; NaN if either is.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>|a|.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>√a.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>The whole number nearest to a, halves to even.</summary>
    static abstract TSelf Round(TSelf a);

    /// <summary>A mask: all bits set where a &gt; b. NaN compares false.</summary>
    static abstract TSelf GreaterThan(TSelf a, TSelf b);

    /// <summary>A mask: all bits set where a = b. NaN compares false.</summary>
    static abstract TSelf AreEqual(TSelf a, TSelf b);

    /// <summary>Where the mask is set, a; elsewhere b.</summary>
    static abstract TSelf Select(TSelf mask, TSelf a, TSelf b);

    /// <summary>Where b &lt; limit, +0; elsewhere a, also where b is NaN. One operation, because compilers fold only a comparison that the selection can see.</summary>
    static abstract TSelf ZeroWhereLess(TSelf a, TSelf b, TSelf limit);

    /// <summary>max(a, 0): +0 where a &lt; 0; elsewhere a, also where that is −0 or NaN.</summary>
    static abstract TSelf Rectify(TSelf a);

    /// <summary>Where b &gt; 0, a; elsewhere +0, also where b is NaN.</summary>
    static abstract TSelf KeepWherePositive(TSelf a, TSelf b);

    /// <summary>The magnitude of a with the sign of b.</summary>
    static abstract TSelf CopySign(TSelf a, TSelf b);

    /// <summary>a · 2ⁿ for whole n with 2ⁿ a normal number of the element type.</summary>
    static abstract TSelf ScaleByPowerOfTwo(TSelf a, TSelf n);

    /// <summary>The exponent e of a = m·2ᵉ with m in [1, 2), as a number; for positive normal a.</summary>
    static abstract TSelf Exponent(TSelf a);

    /// <summary>The m in [1, 2) of a = m·2ᵉ; for positive normal a.</summary>
    static abstract TSelf Mantissa(TSelf a);
}
