using System.Globalization;

namespace Backprop.Serialization;

/// <summary>Names with numbers in them, <c>features.10</c>, in the order of the numbers.</summary>
internal static class ModuleNumbers
{
    /// <summary>Point by point, numbers by their value and before all other texts.</summary>
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    /// <summary>Whether two names have the same texts where they have no numbers.</summary>
    public static bool DifferInNumbersOnly(string first, string second)
    {
        string[] one = first.Split('.'), other = second.Split('.');
        return one.Length == other.Length && one.Zip(other).All(pair => pair.First == pair.Second || (IsNumber(pair.First) && IsNumber(pair.Second)));
    }

    private static bool IsNumber(string text) => text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit);

    private static int Compare(string first, string second)
    {
        string[] one = first.Split('.'), other = second.Split('.');
        for (int i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            int order = (IsNumber(one[i]), IsNumber(other[i])) switch
            {
                (true, true) => int.Parse(one[i], CultureInfo.InvariantCulture).CompareTo(int.Parse(other[i], CultureInfo.InvariantCulture)),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(one[i], other[i]),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return one.Length != other.Length ? one.Length.CompareTo(other.Length) : string.CompareOrdinal(first, second);
    }
}
