namespace Backprop;

/// <summary>The base of every attribute that stands for a layer. Layers are read in source order, and all of them
/// must stand on one declaration of the class.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>The layer's name: a C# identifier, unique in the network. It becomes a property of <c>model.Layers</c>
    /// (first letter in upper case) and the prefix of the parameter names (first letter in lower case). Without it,
    /// layers are numbered by kind: <c>Dense1</c>, <c>Dense2</c>, …</summary>
    public string? Name { get; set; }

    /// <summary>The name of the layer above whose value this one starts from, or <c>"input"</c>. Default: the layer just above.</summary>
    public string? From { get; set; }

    /// <summary>What training alone does by this layer: <see cref="NetworkArchitecture.Fingerprint"/> knows nothing of it. Null for nothing.</summary>
    internal virtual string? InTraining => null;
}
