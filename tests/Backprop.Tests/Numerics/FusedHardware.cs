using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tests.Numerics;

/// <summary>Whether the processor multiplies and adds in one rounding. Without it the lanes round twice, as software would be twenty times slower.</summary>
internal static class FusedHardware
{
    /// <summary>Skips a test whose bits hold only with it.</summary>
    public static void Require() =>
        Assert.SkipUnless(Fma.IsSupported || AdvSimd.IsSupported, "This processor has no fused multiply-add, or it is switched off.");
}
