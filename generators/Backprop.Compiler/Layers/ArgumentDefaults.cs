using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers;

/// <summary>What the attributes' properties are where the source does not say; a test holds them against the library's own.</summary>
internal static class ArgumentDefaults
{
    private static readonly Dictionary<string, object> ByName = new(StringComparer.Ordinal)
    {
        ["UseBias"] = true,
        ["Affine"] = true,
        ["Repeat"] = 1,
        ["Groups"] = 1,
        ["Multiplier"] = 1,
        ["Dilation"] = 1,
        ["Conv1D.Stride"] = 1,
        ["Conv2D.Stride"] = 1,
        ["DepthwiseConv2D.Stride"] = 1,
        ["Slope"] = 0.01f,
        ["Epsilon"] = 1e-5f,
    };

    /// <summary>Whether a property that the source sets has the value that it would have anyway.</summary>
    public static bool IsDefault(string attribute, LayerArgument argument)
    {
        object? value = argument.Value;
        return ByName.TryGetValue(argument.Name, out object known) || ByName.TryGetValue($"{attribute}.{argument.Name}", out known)
            ? known.Equals(value)
            : value is null or false or 0 or 0f;
    }
}
