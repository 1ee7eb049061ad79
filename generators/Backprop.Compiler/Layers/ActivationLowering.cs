using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Elementwise;

namespace Backprop.Compiler.Layers;

/// <summary>An activation, in a dense layer or as a layer of its own.</summary>
internal static class ActivationLowering
{
    /// <summary>The name of a value of <c>Backprop.Activation</c>.</summary>
    public static string Name(int activation) => EnumNames.Activations[activation];

    public static void Lower(string activation, float slope, string name, NetworkBuilder builder) => builder.Apply(
        activation == ElementwiseRegistry.Softmax ? new SoftmaxOperator() : new ElementwiseOperator(ElementwiseRegistry.Create(activation, slope)), name);
}
