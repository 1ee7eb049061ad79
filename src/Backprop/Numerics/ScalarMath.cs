namespace Backprop.Numerics;

/// <summary>Functions of <see cref="LaneMath"/> for single numbers, off the hot paths: one place of a lane, so with the same bits everywhere.</summary>
internal static class ScalarMath
{
    /// <summary>ln x.</summary>
    public static double Log(double x) => DoubleLane128.Maximum(LaneMath.Log(DoubleLane128.Broadcast(x)));
}
