using Backprop.Compiler.Operators.Elementwise;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>The library's enums, by number; a test holds them against the library's own.</summary>
internal static class EnumNames
{
    public const string Activation = "Activation";
    public const string Initializer = "Initializer";
    public const string Padding = "Padding";

    public static IReadOnlyList<string> Activations { get; } = ElementwiseRegistry.Names;

    public static IReadOnlyList<string> Initializers { get; } =
        ["Auto", "XavierNormal", "XavierUniform", "HeNormal", "HeUniform", "LeCunNormal", "LeCunUniform", "Zeros", "Constant", "Normal"];

    public static IReadOnlyList<string> Paddings { get; } = ["Valid", "Same"];

    public static int Same { get; } = IndexOf(Paddings, "Same");

    public static int Sigmoid { get; } = IndexOf(Activations, "Sigmoid");

    public static int Softmax { get; } = IndexOf(Activations, "Softmax");

    public static int Normal { get; } = IndexOf(Initializers, "Normal");

    private static int IndexOf(IReadOnlyList<string> names, string name) => names.ToList().IndexOf(name);
}
