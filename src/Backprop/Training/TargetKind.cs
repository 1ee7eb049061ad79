namespace Backprop;

/// <summary>What a network's loss compares its outputs with.</summary>
public enum TargetKind
{
    /// <summary>The network has no loss.</summary>
    None,

    /// <summary>Rows of <c>OutputSize</c> values: regression and binary targets.</summary>
    Values,

    /// <summary>One class index per row, or rows of class probabilities.</summary>
    Classes,
}
