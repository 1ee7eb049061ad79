namespace Backprop.Gradients.Tests.Interpreter;

/// <summary>The names in a network, or in one repetition of a block.</summary>
/// <param name="path">What names on the network begin with: <c>body[2].inner.</c></param>
/// <param name="input">The value that comes in.</param>
internal sealed class PlainScope(string path, int input)
{
    private readonly Dictionary<string, int> values = new() { ["input"] = input }, counts = [];
    private readonly Dictionary<string, string> sharedNames = [];

    /// <summary>The value that the next layer starts from.</summary>
    public int Current { get; private set; } = input;

    /// <summary>The value of a name.</summary>
    public int this[string name] => values[LowerFirst(name)];

    /// <summary>What a layer is called here: its kind and its number among those of that kind, if it has no name of its own.</summary>
    public string NameOf(PlainAttribute attribute)
    {
        string kind = attribute.Name.Split('<')[0];
        int number = counts[kind] = counts.GetValueOrDefault(kind) + 1;
        return LowerFirst(attribute.Find("Name") ?? FormattableString.Invariant($"{kind}{number}"));
    }

    /// <summary>What a layer starts from.</summary>
    public int SourceOf(PlainAttribute attribute) => attribute.Find("From") is { } from ? this[from] : Current;

    /// <summary>What its parameters' names begin with.</summary>
    public string PathOf(string name) => path + name;

    /// <summary>What the names in a block begin with; shared ones bear the name of the block's first shared use here.</summary>
    public string PathInto(PlainAttribute use, string name, int index)
    {
        if (use.Get("Shared", false))
        {
            sharedNames.TryAdd(use.Name, name);
            return $"{path}{sharedNames[use.Name]}.";
        }

        return use.Get("Repeat", 1) == 1 ? $"{path}{name}." : FormattableString.Invariant($"{path}{name}[{index}].");
    }

    public void Set(string name, int value) => Current = values[name] = value;

    private static string LowerFirst(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
