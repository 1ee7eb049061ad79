namespace Backprop.Compiler.Emission;

/// <summary>Gives out names that are unique in one scope.</summary>
internal sealed class NameTable(params string[] taken)
{
    private readonly HashSet<string> used = new(taken, StringComparer.Ordinal);

    /// <summary>The name itself if it is free, else with the first free number behind it.</summary>
    public string Unique(string name)
    {
        string unique = name;
        for (int number = 2; !used.Add(unique); number++)
        {
            unique = $"{name}{number}";
        }

        return unique;
    }
}
