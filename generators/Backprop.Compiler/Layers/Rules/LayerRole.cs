namespace Backprop.Compiler.Layers.Rules;

/// <summary>Where in a network an attribute may stand.</summary>
internal enum LayerRole
{
    /// <summary>Once, at the top.</summary>
    Input,

    /// <summary>Between the input and the loss.</summary>
    Layer,

    /// <summary>At most once, at the end.</summary>
    Loss,
}
