namespace Backprop;

/// <summary>The element type a network computes in.</summary>
public enum Precision
{
    /// <summary><see cref="float"/>: for training and inference.</summary>
    Single,

    /// <summary><see cref="double"/>: the same network at twice the width, for checking gradients.</summary>
    Double,
}
