namespace Backprop;

/// <summary>The layers of a block, once or several times in a row. Its parameters are <c>body.dense1.weight</c> or, repeated, <c>body[2].dense1.weight</c>.</summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>.</typeparam>
public sealed class UseAttribute<TBlock> : LayerAttribute
    where TBlock : class
{
    /// <summary>How often the block stands in a row, 1 to 4096, each time with parameters of its own. Default: 1. A repeated block gives the shape that it takes.</summary>
    public int Repeat { get; set; } = 1;

    /// <summary>Whether the repetitions, and all other shared uses of the block on the same class, have the same parameters. Default: no.</summary>
    public bool Shared { get; set; }
}
