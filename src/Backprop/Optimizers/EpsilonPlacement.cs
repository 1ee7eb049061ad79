namespace Backprop;

/// <summary>Where RMSProp's ε stands in the denominator. Inside, the same ε acts far more strongly: √1e-8 is 1e-4.</summary>
public enum EpsilonPlacement
{
    /// <summary>√s + ε: PyTorch's, and the textbook's code.</summary>
    OutsideRoot,

    /// <summary>√(s + ε): TensorFlow's, and the textbook's formula.</summary>
    InsideRoot,
}
