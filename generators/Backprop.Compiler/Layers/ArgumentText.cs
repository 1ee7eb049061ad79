using Backprop.Compiler.Declaration;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>An attribute's arguments as C#, as they could stand in its constructor and behind it.</summary>
internal static class ArgumentText
{
    private static readonly Dictionary<string, (string Type, IReadOnlyList<string> Members)> Enums = new(StringComparer.Ordinal)
    {
        ["activation"] = (EnumNames.Activation, EnumNames.Activations),
        ["kind"] = (EnumNames.Activation, EnumNames.Activations),
        ["Initializer"] = (EnumNames.Initializer, EnumNames.Initializers),
        ["Padding"] = (EnumNames.Padding, EnumNames.Paddings),
    };

    /// <summary>Whether it is a property's value; if not, it is a constructor parameter's.</summary>
    public static bool IsProperty(LayerArgument argument) => char.IsUpper(argument.Name[0]);

    /// <summary>The value, and the property's name before it.</summary>
    public static string Of(LayerArgument argument) => IsProperty(argument) ? $"{argument.Name} = {Value(argument)}" : Value(argument);

    private static string Value(LayerArgument argument) => argument.Value switch
    {
        int number when Enums.TryGetValue(argument.Name, out (string Type, IReadOnlyList<string> Members) names) => $"{names.Type}.{names.Members[number]}",
        int number => Literal.Number(number),
        float number => Literal.Single(number),
        bool flag => flag ? "true" : "false",
        string text => Literal.Text(text),
        EquatableArray<int> numbers => $"[{string.Join(", ", numbers.Select(Literal.Number))}]",
        EquatableArray<string> texts => $"[{string.Join(", ", texts.Select(Literal.Text))}]",
        _ => "null",
    };
}
