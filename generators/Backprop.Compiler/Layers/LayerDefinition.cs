using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Layers;

/// <summary>What an attribute means: its lowering to operators. One layer, one file; <see cref="LayerRegistry"/> lists them.</summary>
internal abstract class LayerDefinition
{
    /// <summary>The attribute's name without its suffix.</summary>
    public abstract string Attribute { get; }

    /// <summary>Adds the layer to the graph. The declaration has been checked.</summary>
    public abstract void Lower(LayerSpec layer, string name, NetworkBuilder builder);
}
