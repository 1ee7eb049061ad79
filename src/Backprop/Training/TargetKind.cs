namespace Backprop;

/// <summary>What a network's loss compares its outputs with.</summary>
public enum TargetKind
{
    /// <summary>The network has no loss.</summary>
    None,

    /// <summary>Rows of <c>OutputSize</c> values: regression targets.</summary>
    Values,

    /// <summary>Rows of <c>OutputSize</c> values from 0 to 1, each a decision of its own: outputs above 0 say yes, as the loss takes logits.</summary>
    Binary,

    /// <summary>One class index per row, or rows of class probabilities.</summary>
    Classes,
}
