using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>What layers that pad demand of the amounts.</summary>
internal static class MarginChecks
{
    /// <summary>Demands 1, 2 or 4 amounts, each from 0 to <see cref="ValueChecks.MaxSize"/>; for a sequence, 1 or 2. Returns what they mean, or null.</summary>
    public static Margins? Read(LayerSite site, string argument, bool isSequence)
    {
        EquatableArray<int> amounts = site.Layer.Numbers(argument) ?? EquatableArray<int>.Empty;
        if (amounts.Count is not (1 or 2 or 4) || (isSequence && amounts.Count == 4))
        {
            string expected = isSequence
                ? "1 or 2 numbers (both ends; before, after)"
                : "1, 2 or 4 numbers (all sides; vertical, horizontal; top, bottom, left, right)";
            ValueChecks.OutOfRange(site, argument, expected, amounts.Count == 0 ? "empty" : ValueChecks.Number(amounts.Count) + " of them");
            return null;
        }

        foreach (int amount in amounts.Where(amount => amount is < 0 or > ValueChecks.MaxSize))
        {
            ValueChecks.OutOfRange(site, argument, $"from 0 to {ValueChecks.Number(ValueChecks.MaxSize)}", ValueChecks.Number(amount));
            return null;
        }

        return isSequence ? new(0, 0, amounts[0], amounts[amounts.Count - 1])
            : amounts.Count == 4 ? new(amounts[0], amounts[1], amounts[2], amounts[3])
            : new(amounts[0], amounts[0], amounts[amounts.Count - 1], amounts[amounts.Count - 1]);
    }
}
