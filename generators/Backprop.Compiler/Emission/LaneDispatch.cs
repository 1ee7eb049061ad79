namespace Backprop.Compiler.Emission;

/// <summary>Calls a generic method with the widest lane that the processor has registers for. The JIT keeps one branch.</summary>
internal static class LaneDispatch
{
    /// <param name="otherwise">"else ", if it stands behind another condition.</param>
    public static void Call(CodeWriter code, EmittedNetwork network, string method, string arguments, string otherwise = "")
    {
        string lane = network.LanePrefix;
        code.Line($"{otherwise}if (Vector512.IsHardwareAccelerated) {method}<{lane}512>({arguments});");
        code.Line($"else if (Vector256.IsHardwareAccelerated) {method}<{lane}256>({arguments});");
        code.Line($"else {method}<{lane}128>({arguments});");
    }
}
