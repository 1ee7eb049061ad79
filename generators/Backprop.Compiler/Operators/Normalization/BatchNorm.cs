using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;

namespace Backprop.Compiler.Operators.Normalization;

/// <summary>What the operators of batch normalisation share.</summary>
internal static class BatchNorm
{
    /// <summary>Declares m = μ and r = 1/√(σ² + ε) of the block's channels, from the batch's moments.</summary>
    public static void LoadMoments(KernelWriter kernel, LaneBlock block)
    {
        block.Load(kernel, "m", "moments", offset => offset);
        block.Load(kernel, "r", "moments", offset => $"Channels + {offset}");
        foreach (int lane in block.Indexes)
        {
            kernel.Line($"r{lane} = one / TLane.Sqrt(r{lane} + epsilon);");
        }
    }

    /// <summary>Declares the constants of <see cref="LoadMoments"/> and the number of channels.</summary>
    public static void Constants(KernelWriter kernel, int channels, float epsilon)
    {
        kernel.Line($"const int Channels = {channels};");
        kernel.Line();
        kernel.Line($"TLane one = TLane.Constant(1), epsilon = TLane.Constant({Literal.Number(epsilon)});");
    }
}
