using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>A pattern of names with <c>*</c> for any text, and what becomes of those that fit.</summary>
internal sealed class NamePattern
{
    private readonly string[] from, to;

    /// <param name="from">What a name looks like.</param>
    /// <param name="to">What becomes of it; each <c>*</c> is what the same one stood for.</param>
    /// <exception cref="ArgumentException">There are more <c>*</c> in the second.</exception>
    public NamePattern(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        this.from = from.Split('*');
        this.to = to.Split('*');
        if (this.to.Length > this.from.Length)
        {
            throw new ArgumentException(Invariant($"{Quoted.Text(to)} has more * than {Quoted.Text(from)}."), nameof(to));
        }
    }

    /// <summary>What becomes of a name; null if it does not fit.</summary>
    public string? Apply(string name)
    {
        if (from.Length == 1)
        {
            return name == from[0] ? to[0] : null;
        }

        if (!name.StartsWith(from[0], StringComparison.Ordinal))
        {
            return null;
        }

        // Each star takes as little as it can, so the text behind it is the next there is; the last one takes what is left.
        var found = new List<string>();
        int position = from[0].Length;
        for (int i = 1; i < from.Length - 1; i++)
        {
            int next = name.IndexOf(from[i], position, StringComparison.Ordinal);
            if (next < 0)
            {
                return null;
            }

            found.Add(name[position..next]);
            position = next + from[i].Length;
        }

        if (name.Length - from[^1].Length < position || !name.EndsWith(from[^1], StringComparison.Ordinal))
        {
            return null;
        }

        found.Add(name[position..^from[^1].Length]);
        return string.Concat(to.Select((text, i) => i == 0 ? text : found[i - 1] + text));
    }
}
