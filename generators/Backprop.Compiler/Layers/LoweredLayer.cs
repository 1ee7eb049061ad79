using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>A layer of a network or block after lowering: what was declared, and what became of it.</summary>
/// <param name="Name">The layer's name where it was declared.</param>
/// <param name="Wiring">The values it works on.</param>
/// <param name="Shape">The shape of its value.</param>
/// <param name="Block">The layers of the block that it uses, of which one repetition stands for all; empty for a layer.</param>
internal sealed record LoweredLayer(LayerSpec Layer, string Name, LayerWiring Wiring, Shape Shape, IReadOnlyList<LoweredLayer> Block);
