namespace Backprop;

/// <summary>Makes the partial class a neural network: its layers are the attributes that follow, in source order.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The element type of parameters, inputs, outputs and gradients. Default: <see cref="Precision.Single"/>.</summary>
    public Precision Precision { get; set; }

    /// <summary>Whether <c>Backward</c> also computes ∂L/∂inputs, found in <c>workspace.InputGradient</c>. Default: no.</summary>
    public bool InputGradient { get; set; }
}
