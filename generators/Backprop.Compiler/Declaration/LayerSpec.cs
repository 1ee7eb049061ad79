namespace Backprop.Compiler.Declaration;

/// <summary>One input, layer or loss attribute.</summary>
/// <param name="Attribute">The attribute's name without its suffix: <c>Dense</c>.</param>
/// <param name="Arguments">What the source gives, constructor parameters by their name (<c>units</c>) and properties by theirs
/// (<c>UseBias</c>); defaults that the source leaves out are not here.</param>
internal sealed record LayerSpec(string Attribute, EquatableArray<LayerArgument> Arguments)
{
    /// <summary>The block that a <c>[Use]</c> stands for; null for all other layers.</summary>
    public BlockSpec? Block { get; init; }

    /// <summary>The name the source gives the layer, or null.</summary>
    public string? Name => Find("Name") as string;

    public int Int(string name, int missing = 0) => Find(name) is int value ? value : missing;

    public float Float(string name, float missing) => Find(name) is float value ? value : missing;

    public bool Bool(string name, bool missing) => Find(name) is bool value ? value : missing;

    /// <summary>The name of the layer that it starts from, or null.</summary>
    public string? From => Find("From") as string;

    public EquatableArray<string> Texts(string name) => Find(name) is EquatableArray<string> texts ? texts : EquatableArray<string>.Empty;

    /// <summary>The numbers of an array; null where the source does not give it.</summary>
    public EquatableArray<int>? Numbers(string name) => Find(name) is EquatableArray<int> numbers ? numbers : null;

    /// <summary>Whether the source gives the argument.</summary>
    public bool Has(string name) => Arguments.Any(argument => argument.Name == name);

    private object? Find(string name) => Arguments.FirstOrDefault(argument => argument.Name == name)?.Value;
}

/// <summary>One argument of an attribute; enums by their number.</summary>
/// <param name="Name">The constructor parameter's or the property's name.</param>
/// <param name="Value">An int, float, bool, string, array of ints or strings, or null.</param>
internal sealed record LayerArgument(string Name, object? Value);
