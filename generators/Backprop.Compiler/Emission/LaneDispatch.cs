namespace Backprop.Compiler.Emission;

/// <summary>Calls a generic method with the widest lane that the processor has registers for.</summary>
internal static class LaneDispatch
{
    public static void Emit(CodeWriter code, EmittedNetwork network, string method, string arguments, string result = "")
    {
        string lane = network.LanePrefix;
        code.Block("if (Vector512.IsHardwareAccelerated)", () => code.Line($"{result}{method}<{lane}512>({arguments});"));
        code.Block("else if (Vector256.IsHardwareAccelerated)", () => code.Line($"{result}{method}<{lane}256>({arguments});"));
        code.Block("else", () => code.Line($"{result}{method}<{lane}128>({arguments});"));
    }
}
