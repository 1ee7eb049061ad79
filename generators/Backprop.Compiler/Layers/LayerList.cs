using Backprop.Compiler.Declaration;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>The layers of a network or of a block, with their names and what each works on.</summary>
internal sealed class LayerList
{
    public LayerList(NetworkSpec network)
        : this(network.Layers, isBlock: false)
    {
    }

    public LayerList(BlockSpec block)
        : this(block.Layers, isBlock: true)
    {
    }

    private LayerList(EquatableArray<LayerSpec> layers, bool isBlock)
    {
        Layers = layers;
        IsBlock = isBlock;
        Names = LayerNaming.Resolve(layers);
        Wirings = LayerWiring.Resolve(layers, Names, isBlock);
    }

    public EquatableArray<LayerSpec> Layers { get; }

    /// <summary>Whether the first layer starts from what comes into the block, and no attribute says what that is.</summary>
    public bool IsBlock { get; }

    /// <summary>The property's name of each layer.</summary>
    public EquatableArray<string> Names { get; }

    public IReadOnlyList<LayerWiring> Wirings { get; }
}
