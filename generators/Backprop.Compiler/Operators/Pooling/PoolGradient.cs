using Backprop.Compiler.Emission;

namespace Backprop.Compiler.Operators.Pooling;

/// <summary>What the gradients of pools share.</summary>
internal static class PoolGradient
{
    /// <summary>Zeros in <c>dx</c>, unless the windows write each value once.</summary>
    public static void Clear(KernelWriter kernel, PoolWindow window, Image image)
    {
        if (!window.IsTiling(image))
        {
            kernel.Line($"MemoryMarshal.CreateSpan(ref dx, rows * {image.Size}).Clear();");
        }
    }
}
