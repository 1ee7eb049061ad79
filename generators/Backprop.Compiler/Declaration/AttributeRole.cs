namespace Backprop.Compiler.Declaration;

/// <summary>What an attribute on a class is to a network.</summary>
internal enum AttributeRole
{
    /// <summary>Nothing of the library's.</summary>
    None,

    /// <summary><c>[Network]</c> itself.</summary>
    Network,

    /// <summary><c>[Block]</c>.</summary>
    Block,

    /// <summary><c>[Weights]</c>.</summary>
    Weights,

    /// <summary>An input, a layer or a loss: an entry of <see cref="NetworkSpec.Layers"/>.</summary>
    Layer,
}
