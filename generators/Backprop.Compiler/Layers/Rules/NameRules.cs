using System.Globalization;
using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>A layer's name becomes a property and part of parameter names: it must be an identifier, free and unique.</summary>
internal static class NameRules
{
    private const string Argument = "Name";

    /// <summary>Emitted names are made of layer names, and the C# compiler stops at 511 characters.</summary>
    private const int MaxLength = 128;

    public static void Check(LayerList list, List<Problem> problems)
    {
        EquatableArray<LayerSpec> layers = list.Layers;
        EquatableArray<string> names = list.Names;
        Dictionary<string, int> taken = new(StringComparer.Ordinal);
        if (list.IsBlock)
        {
            taken.Add(LayerWiring.Input, LayerWiring.BlockInput);
        }

        for (int index = 0; index < layers.Count; index++)
        {
            LayerSpec layer = layers[index];
            LayerRole role = LayerRegistry.RoleOf(layer.Attribute);
            if (role == LayerRole.Input && !taken.ContainsKey(LayerWiring.Input))
            {
                taken.Add(LayerWiring.Input, index);
            }

            if (role != LayerRole.Layer)
            {
                continue;
            }

            if (layer.Name is { } name && !IsUsable(name, index, problems))
            {
                continue;
            }

            // Two names that differ in the first letter's case only share a property; those that meet in lower case share parameter names.
            string key = LayerNaming.Prefix(names[index]);
            if (!taken.TryGetValue(key, out int first))
            {
                taken.Add(key, index);
                continue;
            }

            if (first == LayerWiring.BlockInput)
            {
                problems.Add(On(index, ProblemIds.NameUsedTwice, layer.Name ?? names[index], "Input", "Block", "0"));
                continue;
            }

            // The automatic name cannot be wrong, so the given one of the two is.
            bool blameFirst = layer.Name is null && layers[first].Name is not null;
            (int wrong, int other) = blameFirst ? (first, index) : (index, first);
            problems.Add(On(wrong, ProblemIds.NameUsedTwice, layers[wrong].Name ?? names[wrong], names[other],
                layers[other].Attribute, Number(other, layers)));
        }
    }

    private static bool IsUsable(string name, int index, List<Problem> problems)
    {
        if (Fault(name) is { } fault)
        {
            problems.Add(On(index, ProblemIds.NameNotAnIdentifier, Printable(name), fault));
            return false;
        }

        string property = LayerNaming.Property(name);
        bool hidesObject = ReservedNames.ObjectMembers.Contains(property);
        if (hidesObject || ReservedNames.Members.Contains(property))
        {
            problems.Add(On(index, ProblemIds.NameClashes, name, property, hidesObject ? "every object" : "every network"));
            return false;
        }

        return true;
    }

    /// <summary>What keeps a text from being an identifier; null if nothing. Keywords are fine, for the property's first letter is a capital.
    /// So is Unicode, but not what the compiler would drop from an identifier: format characters, or <c>@</c> in front.</summary>
    private static string? Fault(string name)
    {
        if (name.Length == 0)
        {
            return "it is empty";
        }

        if (name.Length > MaxLength)
        {
            return $"it has {ValueChecks.Number(name.Length)} characters, and {MaxLength.ToString(CultureInfo.InvariantCulture)} is the most";
        }

        for (int i = 0; i < name.Length; i++)
        {
            bool starts = IsStart(name[i]);
            if (starts || (i > 0 && IsPart(name[i])))
            {
                continue;
            }

            return IsPart(name[i]) ? $"it starts with {Show(name[i])}" : $"it contains {Show(name[i])}";
        }

        return null;
    }

    private static bool IsStart(char character) => character == '_' || CharUnicodeInfo.GetUnicodeCategory(character)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;

    private static bool IsPart(char character) => CharUnicodeInfo.GetUnicodeCategory(character)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Printable characters as they are, others by their number.</summary>
    private static string Show(char character) => character is >= ' ' and <= '~'
        ? $"'{character}'"
        : "U+" + ((int)character).ToString("X4", CultureInfo.InvariantCulture);

    /// <summary>A text that a build log can hold: short, on one line.</summary>
    public static string Printable(string name)
    {
        const int shown = 40;
        string start = new(name.Take(shown).Select(character => char.IsControl(character) || char.IsSurrogate(character) ? '\uFFFD' : character).ToArray());
        return name.Length > shown ? start + "…" : start;
    }

    private static string Number(int index, EquatableArray<LayerSpec> layers) =>
        layers.Take(index + 1).Count(layer => LayerRegistry.RoleOf(layer.Attribute) == LayerRole.Layer).ToString(CultureInfo.InvariantCulture);

    private static Problem On(int index, string id, params string[] arguments) => Problem.At(index, id, arguments) with { Argument = Argument };
}
