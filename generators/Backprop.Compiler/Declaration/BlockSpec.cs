namespace Backprop.Compiler.Declaration;

/// <summary>What is wrong with a block as such.</summary>
internal enum BlockFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The class has no <c>[Block]</c>.</summary>
    NotABlock,

    /// <summary>It stands in itself.</summary>
    UsesItself,
}

/// <summary>The layers that a <c>[Use]</c> stands for.</summary>
/// <param name="FullName">The class with its namespace, which tells blocks apart.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Layers">Its layers in source order; none where there is a fault.</param>
/// <param name="Fault">Why it cannot be used.</param>
internal sealed record BlockSpec(string FullName, string Name, EquatableArray<LayerSpec> Layers, BlockFault Fault);
