using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators.Normalization;

namespace Backprop.Compiler.Layers;

/// <summary>A norm over the last axis, position by position.</summary>
/// <param name="centered">Whether the mean is taken off.</param>
internal abstract class RowNormLayer(bool centered) : NormLayer
{
    public sealed override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        Node moments = builder.Graph.Add(new RowMomentsOperator(Epsilon(layer), centered), name, builder.Current);
        Node[] parameters = Parameters(layer, name, builder);
        builder.Apply(new RowNormalizeOperator(centered, parameters.Length > 0, parameters.Length > 1), name, [moments, .. parameters]);
    }
}
