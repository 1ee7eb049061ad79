using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>How methods with hot loops ask to be compiled.</summary>
public static class Jit
{
    /// <summary>The method is compiled at its best from its first call on, and by itself. Without the latter, a profile that says how hot a loop is makes the JIT inline it into its caller,
    /// where the lane operations within exceed what it is ready to inline: they become calls, and the loop takes many times as long.</summary>
    public const MethodImplOptions OwnCode = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>The method is part of its callers: a call would spill the lanes that they keep in registers.</summary>
    public const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;
}
